using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Recommender.LiveCounts;

/// <summary>How the counts that a serving silo keeps of a store fade and how large they may grow.</summary>
public sealed class LiveCountOptions
{
    /// <summary>Time in which popularity loses half its weight, by the interactions' own clock. Default: 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan PopularityHalfLife { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Time in which the interest that is held against popularity, to see what trends, loses half its weight. Must be
    /// shorter than <see cref="PopularityHalfLife"/>. Default: 2 days.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan TrendHalfLife { get; set; } = TimeSpan.FromDays(2);

    /// <summary>
    /// Views that growth is measured against beside those expected: with more of them a rare product needs more clicks to
    /// trend. Default: 20.
    /// </summary>
    [Range(0.1, 1_000_000)]
    public double TrendPrior { get; set; } = 20;

    /// <summary>Successors and companions kept of one product; the rarest go first. Default: 256.</summary>
    [Range(16, 4_096)]
    public int RowLength { get; set; } = 256;

    /// <summary>Products of one session that are paired with the next one. Default: 20.</summary>
    [Range(2, 1_000)]
    public int SessionLength { get; set; } = 20;

    /// <summary>
    /// Orders added to the denominator of what is bought together, so that few meetings count for little. Default: 10.
    /// </summary>
    [Range(0, 1_000_000)]
    public double OrderShrinkage { get; set; } = 10;

    /// <summary>Customers whose newest products are remembered to count transitions. Default: 1,000,000.</summary>
    [Range(1_000, 100_000_000)]
    public int MaxCustomers { get; set; } = 1_000_000;

    /// <summary>Quiet time after which products no longer belong to one session. Default: 30 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan SessionGap { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Age at which the popular and the trending list are sorted again. Default: 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan PopularLifetime { get; set; } = TimeSpan.FromSeconds(1);
}
