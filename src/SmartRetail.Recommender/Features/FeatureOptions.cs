using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Recommender.Features;

/// <summary>How much of a customer's past the features hold, and how fast it fades.</summary>
public sealed class FeatureOptions
{
    /// <summary>Interactions kept in order; older ones live on in counts and affinities only. Default: 200.</summary>
    [Range(10, 10_000)]
    public int HistoryLength { get; set; } = 200;

    /// <summary>Time in which an affinity or the price level loses half its weight. Default: 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan HalfLife { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Quiet time after which the next interaction opens a new session. Default: 30 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan SessionGap { get; set; } = TimeSpan.FromMinutes(30);
}
