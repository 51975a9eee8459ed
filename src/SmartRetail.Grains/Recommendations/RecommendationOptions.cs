using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Grains.Recommendations;

/// <summary>How long and how much of a ranking is kept.</summary>
public sealed class RecommendationOptions
{
    /// <summary>Age at which a ranking is made again though nothing happened: counts go on. Default: 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CacheLifetime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Candidates kept, so that a list is full though some cannot be shown any more; 16 bytes each for every customer.
    /// Default: 100, five pages of twenty. What a list needs beyond them is ranked when it is asked for.
    /// </summary>
    [Range(1, 10_000)]
    public int Candidates { get; set; } = 100;

    /// <summary>
    /// How long the customer is waited for while there is a ranking of theirs that is still true, though old: nothing has been
    /// acknowledged since. Default: 250 ms.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:02")]
    public TimeSpan RankingPatience { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How long a customer is waited for of whom nothing is known here, before the popular products are answered. One who is
    /// known to have acted since is waited for as long as a call lasts. Default: 1 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:02")]
    public TimeSpan CustomerPatience { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long reasons are waited for before a list is answered without them. Default: 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:02")]
    public TimeSpan ReasonPatience { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// The longest log that is counted again to rank an old list: a million interactions take some seconds of one processor.
    /// Default: 1,000,000.
    /// </summary>
    [Range(0, 100_000_000)]
    public long ReplayInteractions { get; set; } = 1_000_000;

    /// <summary>
    /// What the chances in lists are drawn from, together with each list's id: with the same one an impression can be made
    /// again. Default: 1.
    /// </summary>
    public long ExplorationSeed { get; set; } = 1;

    /// <summary>
    /// How long a ranking stays in memory after the last call. Default: 5 minutes; it is made again for whoever asks after
    /// <see cref="CacheLifetime"/> anyway.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:30", "1.00:00:00")]
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromMinutes(5);
}
