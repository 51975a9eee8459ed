namespace SmartRetail.Recommender.Metrics;

/// <summary>
/// The metrics of one case from the positions of its relevant items. Position 1 is the best; with one relevant item
/// hr@k is recall@k. Binary gains, as in Järvelin and Kekäläinen 2002.
/// </summary>
public static class CaseMetrics
{
    /// <summary>The metrics of one case, in the order of <see cref="Compute"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "hr@5", "hr@10", "hr@20", "ndcg@5", "ndcg@10", "ndcg@20", "mrr", "precision@10", "recall@10", "f1@10", "accuracy",
    ];

    /// <summary>Where <see cref="Compute"/> puts ndcg@10.</summary>
    public const int NdcgAt10 = 4;

    /// <param name="top">The ranking's first items, at least 20 where there are so many.</param>
    /// <param name="firstPosition">The best position of a relevant item in the whole ranking.</param>
    public static void Compute(
        ReadOnlySpan<int> top, ReadOnlySpan<int> relevant, int firstPosition, Span<double> metrics)
    {
        metrics[0] = firstPosition <= 5 ? 1 : 0;
        metrics[1] = firstPosition <= 10 ? 1 : 0;
        metrics[2] = firstPosition <= 20 ? 1 : 0;
        metrics[3] = NdcgAtK(top, relevant, 5);
        metrics[NdcgAt10] = NdcgAtK(top, relevant, 10);
        metrics[5] = NdcgAtK(top, relevant, 20);
        metrics[6] = 1.0 / firstPosition;
        var hits = HitsAtK(top, relevant, 10);
        metrics[7] = hits / 10.0;
        metrics[8] = (double)hits / relevant.Length;
        metrics[9] = 2.0 * hits / (10 + relevant.Length);
        metrics[10] = firstPosition == 1 ? 1 : 0;
    }

    public static double NdcgAtK(ReadOnlySpan<int> top, ReadOnlySpan<int> relevant, int k)
    {
        var gain = 0.0;
        for (var at = 0; at < Math.Min(k, top.Length); at++)
        {
            if (relevant.Contains(top[at]))
            {
                gain += Discount(at);
            }
        }

        var ideal = 0.0;
        for (var at = 0; at < Math.Min(k, relevant.Length); at++)
        {
            ideal += Discount(at);
        }

        return gain / ideal;
    }

    private static int HitsAtK(ReadOnlySpan<int> top, ReadOnlySpan<int> relevant, int k)
    {
        var hits = 0;
        foreach (var item in top[..Math.Min(k, top.Length)])
        {
            hits += relevant.Contains(item) ? 1 : 0;
        }

        return hits;
    }

    private static double Discount(int at) => 1 / Math.Log2(at + 2);
}
