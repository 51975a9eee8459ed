using System.Collections.Immutable;

namespace SmartRetail.Recommender.Metrics;

/// <summary>How a model ranked the held-out cases.</summary>
/// <param name="Metrics">Means over the cases, by name, such as ndcg@10.</param>
/// <param name="NdcgAt10">The ndcg@10 of each case, in the order of the cases.</param>
public sealed record RankingReport(
    ImmutableSortedDictionary<string, double> Metrics, IReadOnlyList<double> NdcgAt10)
{
    /// <summary>The hr@10 of each case, in the order of the cases.</summary>
    public IReadOnlyList<double> HrAt10 { get; init; } = [];

    /// <summary>The mrr, one over the position, of each case, in the order of the cases.</summary>
    public IReadOnlyList<double> Mrr { get; init; } = [];

    /// <summary>The metrics by <see cref="CustomerSegment"/>, without the segments that have no case.</summary>
    public ImmutableSortedDictionary<string, SegmentReport> Segments { get; init; } =
        ImmutableSortedDictionary.Create<string, SegmentReport>(StringComparer.Ordinal);

    /// <summary>
    /// The 95 % bootstrap intervals, low and high, of hr@10, mrr and ndcg@10: cases drawn anew, with replacement, 1,000
    /// times (Efron and Tibshirani 1993, percentile method). Without cases there are none.
    /// </summary>
    public ImmutableSortedDictionary<string, double[]> Intervals(int seed)
    {
        var intervals = ImmutableSortedDictionary.CreateBuilder<string, double[]>(StringComparer.Ordinal);
        if (NdcgAt10.Count > 0)
        {
            var found = BootstrapInterval.Of([[.. HrAt10], [.. Mrr], [.. NdcgAt10]], seed);
            intervals["hr@10"] = [found[0].Low, found[0].High];
            intervals["mrr"] = [found[1].Low, found[1].High];
            intervals["ndcg@10"] = [found[2].Low, found[2].High];
        }

        return intervals.ToImmutable();
    }

    /// <summary>The interval of ndcg@10 alone, the same as in <see cref="Intervals"/>; zeros without cases.</summary>
    public (double Low, double High) NdcgInterval(int seed) =>
        NdcgAt10.Count == 0 ? (0, 0) : BootstrapInterval.Of([[.. NdcgAt10]], seed)[0];
}
