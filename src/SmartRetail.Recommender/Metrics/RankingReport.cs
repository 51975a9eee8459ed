using System.Collections.Immutable;

namespace SmartRetail.Recommender.Metrics;

/// <summary>How a model ranked the held-out cases.</summary>
/// <param name="Metrics">Means over the cases, by name, such as ndcg@10.</param>
/// <param name="NdcgAt10">The ndcg@10 of each case, in the order of the cases.</param>
public sealed record RankingReport(
    ImmutableSortedDictionary<string, double> Metrics, IReadOnlyList<double> NdcgAt10)
{
    /// <summary>
    /// The 95 % bootstrap interval of the mean ndcg@10: cases drawn anew, with replacement, 1,000 times
    /// (Efron and Tibshirani 1993, percentile method).
    /// </summary>
    public (double Low, double High) NdcgInterval(int seed)
    {
        const int Draws = 1_000;
        var random = new Random(seed);
        var means = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            var sum = 0.0;
            for (var at = 0; at < NdcgAt10.Count; at++)
            {
                sum += NdcgAt10[random.Next(NdcgAt10.Count)];
            }

            means[draw] = sum / Math.Max(NdcgAt10.Count, 1);
        }

        Array.Sort(means);
        return (means[Draws * 25 / 1_000], means[Draws * 975 / 1_000]);
    }
}
