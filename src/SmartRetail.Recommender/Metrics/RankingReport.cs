using System.Collections.Immutable;

namespace SmartRetail.Recommender.Metrics;

/// <summary>How a model ranked the held-out cases.</summary>
/// <param name="Metrics">Means over the cases, by name, such as ndcg@10.</param>
/// <param name="NdcgAt10">The ndcg@10 of each case, in the order of the cases.</param>
public sealed record RankingReport(
    ImmutableSortedDictionary<string, double> Metrics, IReadOnlyList<double> NdcgAt10)
{
    /// <summary>Every metric that is a mean over the cases, case by case.</summary>
    public CaseScores Cases { get; init; } = CaseScores.None;

    /// <summary>The metrics by <see cref="CustomerSegment"/>, without the segments that have no case.</summary>
    public ImmutableSortedDictionary<string, SegmentReport> Segments { get; init; } =
        ImmutableSortedDictionary.Create<string, SegmentReport>(StringComparer.Ordinal);

    /// <summary>
    /// The 95 % bootstrap intervals, low and high, of every metric that is a mean over the cases: cases drawn anew, with
    /// replacement, 1,000 times (Efron and Tibshirani 1993, percentile method). coverage@k is none, and has no interval; without
    /// cases nothing has.
    /// </summary>
    public ImmutableSortedDictionary<string, double[]> Intervals(int seed)
    {
        if (Cases.Count == 0)
        {
            return ImmutableSortedDictionary.Create<string, double[]>(StringComparer.Ordinal);
        }

        return Cases.Names.Zip(BootstrapInterval.Of(Cases, seed)).ToImmutableSortedDictionary(
            metric => metric.First, metric => new[] { metric.Second.Low, metric.Second.High }, StringComparer.Ordinal);
    }

    /// <summary>The interval of ndcg@10 alone, the same as in <see cref="Intervals"/>; zeros without cases.</summary>
    public (double Low, double High) NdcgInterval(int seed) =>
        NdcgAt10.Count == 0 ? (0, 0) : BootstrapInterval.Of([.. NdcgAt10], seed);
}
