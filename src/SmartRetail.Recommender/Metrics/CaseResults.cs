using System.Collections.Immutable;
using SmartRetail.Recommender.Splits;
using Scores = System.Collections.Immutable.ImmutableSortedDictionary<string, double>;

namespace SmartRetail.Recommender.Metrics;

/// <summary>The metrics of every case, and which items were listed. Cases may be set from several threads.</summary>
internal sealed class CaseResults(int cases, int items)
{
    private static readonly string[] Names = [.. CaseMetrics.Names, "popularity@10"];
    private readonly double[] _metrics = new double[cases * Names.Length];

    // One array for each k: setting a flag twice is harmless from two threads, setting bits of one byte is not.
    private readonly bool[][] _listed = [.. CaseMetrics.Ks.Select(_ => new bool[items])];

    public void Set(int number, ReadOnlySpan<int> top, ReadOnlySpan<int> relevant, int firstPosition, double popularity)
    {
        var metrics = _metrics.AsSpan(number * Names.Length, Names.Length);
        CaseMetrics.Compute(top, relevant, firstPosition, items, metrics);
        metrics[^1] = popularity;
        for (var at = 0; at < _listed.Length; at++)
        {
            foreach (var item in top[..Math.Min(CaseMetrics.Ks[at], top.Length)])
            {
                _listed[at][item] = true;
            }
        }
    }

    public RankingReport ToReport(IReadOnlyList<HeldOutCase> held)
    {
        var metrics = Means([.. Enumerable.Range(0, cases)]);
        for (var at = 0; at < _listed.Length; at++)
        {
            metrics = metrics.SetItem(
                $"coverage@{CaseMetrics.Ks[at]}", (double)_listed[at].Count(listed => listed) / Math.Max(items, 1));
        }

        var segments = ImmutableSortedDictionary.CreateBuilder<string, SegmentReport>(StringComparer.Ordinal);
        foreach (var segment in Enumerable.Range(0, cases).GroupBy(at => CustomerSegment.Of(held[at].History.Length)))
        {
            segments[CustomerSegment.Names[segment.Key]] = new(segment.Count(), Means([.. segment]));
        }

        var scores = new CaseScores(Names, _metrics);
        return new(metrics, scores.Of("ndcg@10"))
        {
            Cases = scores,
            Segments = segments.ToImmutable(),
        };
    }

    private Scores Means(int[] numbers)
    {
        var means = new double[Names.Length];
        foreach (var number in numbers)
        {
            for (var metric = 0; metric < means.Length; metric++)
            {
                means[metric] += _metrics[(number * Names.Length) + metric] / numbers.Length;
            }
        }

        return Names.Zip(means).ToImmutableSortedDictionary(
            pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }
}
