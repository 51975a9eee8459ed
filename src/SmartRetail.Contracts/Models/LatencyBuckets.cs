using System.Collections.Immutable;

namespace SmartRetail.Contracts.Models;

/// <summary>
/// Durations counted in buckets that each end an eighth of a power of two above the last, so that those of several silos can be
/// added up. A percentile is its bucket's upper end: at most 9 % too long.
/// </summary>
public static class LatencyBuckets
{
    /// <summary>From 1 µs to over an hour.</summary>
    public const int Length = 256;

    private const double PerDoubling = 8;
    private const double LeastMilliseconds = 0.001;

    public static int Of(TimeSpan duration) => duration.TotalMilliseconds <= LeastMilliseconds
        ? 0
        : Math.Min((int)Math.Ceiling(PerDoubling * Math.Log2(duration.TotalMilliseconds / LeastMilliseconds)), Length - 1);

    /// <summary>Returns, in milliseconds, what at least this share of the durations does not exceed; null where there are none.</summary>
    public static double? Percentile(ImmutableArray<long> counts, double share)
    {
        var rank = (long)Math.Ceiling(share * counts.Sum());
        for (var bucket = 0; bucket < counts.Length && rank > 0; bucket++)
        {
            rank -= counts[bucket];
            if (rank <= 0)
            {
                return LeastMilliseconds * Math.Pow(2, bucket / PerDoubling);
            }
        }

        return null;
    }
}
