namespace SmartRetail.Recommender.Metrics;

/// <summary>
/// The metrics of one case from the positions of its relevant items. Position 1 is the best; with one relevant item
/// hr@k is recall@k. Binary gains, as in Järvelin and Kekäläinen 2002.
/// </summary>
public static class CaseMetrics
{
    /// <summary>The longest list that is looked at.</summary>
    public const int MaxK = 20;

    private const int ByK = 6;

    /// <summary>The lengths k of the lists that are measured.</summary>
    public static IReadOnlyList<int> Ks { get; } = [5, 10, MaxK];

    /// <summary>The metrics of one case, in the order of <see cref="Compute"/>.</summary>
    /// <remarks>
    /// For each k: hr, whether a relevant item is listed; ndcg; mrr, one over the first relevant item's position, 0 when
    /// it is not listed; precision, the share of the list that is relevant; recall, the share of the relevant items that
    /// is listed; f1, the harmonic mean of the two. Over the whole ranking: mrr; accuracy, whether the best item is
    /// relevant; meanRank, the first relevant item's position; meanRankShare, the same as a share of all items.
    /// </remarks>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Ks.SelectMany(k => new[] { $"hr@{k}", $"ndcg@{k}", $"mrr@{k}", $"precision@{k}", $"recall@{k}", $"f1@{k}" }),
        "mrr", "accuracy", "meanRank", "meanRankShare",
    ];

    // Discounts[i] is that of position i + 1; Ideals[n] the sum of the first n.
    private static readonly double[] Discounts = [.. Enumerable.Range(0, MaxK).Select(at => 1 / Math.Log2(at + 2))];
    private static readonly double[] Ideals =
        [.. Enumerable.Range(0, MaxK + 1).Select(count => Discounts.Take(count).Sum())];

    /// <param name="top">The ranking's first items, at least <see cref="MaxK"/> where there are so many.</param>
    /// <param name="firstPosition">The best position of a relevant item in the whole ranking.</param>
    /// <param name="items">How many items there are to rank.</param>
    public static void Compute(
        ReadOnlySpan<int> top, ReadOnlySpan<int> relevant, int firstPosition, int items, Span<double> metrics)
    {
        for (var at = 0; at < Ks.Count; at++)
        {
            ComputeAtK(top, relevant, firstPosition, Ks[at], metrics.Slice(at * ByK, ByK));
        }

        var whole = metrics[(Ks.Count * ByK)..];
        whole[0] = 1.0 / firstPosition;
        whole[1] = firstPosition == 1 ? 1 : 0;
        whole[2] = firstPosition;
        whole[3] = (double)firstPosition / items;
    }

    private static void ComputeAtK(
        ReadOnlySpan<int> top, ReadOnlySpan<int> relevant, int firstPosition, int k, Span<double> metrics)
    {
        var hits = 0;
        var gain = 0.0;
        for (var at = 0; at < Math.Min(k, top.Length); at++)
        {
            if (relevant.Contains(top[at]))
            {
                hits++;
                gain += Discounts[at];
            }
        }

        metrics[0] = firstPosition <= k ? 1 : 0;
        metrics[1] = gain / Ideals[Math.Min(k, relevant.Length)];
        metrics[2] = firstPosition <= k ? 1.0 / firstPosition : 0;
        metrics[3] = (double)hits / k;
        metrics[4] = (double)hits / relevant.Length;
        metrics[5] = 2.0 * hits / (k + relevant.Length);
    }
}
