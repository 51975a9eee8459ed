namespace SmartRetail.Client.Console.Models;

/// <summary>In which order metrics are shown: what a list is judged by first.</summary>
internal static class MetricNames
{
    private static readonly string[] First =
        ["hr@10", "ndcg@10", "mrr", "precision@10", "recall@10", "f1@10", "accuracy", "coverage@10"];

    /// <summary>
    /// Returns the best of the values; null for a metric of which more is neither better nor worse, as how popular the products are.
    /// </summary>
    public static double? Best(string metric, IEnumerable<double> values) => metric switch
    {
        _ when metric.StartsWith("meanRank", StringComparison.Ordinal) => values.Min(),
        _ when metric.StartsWith("popularity", StringComparison.Ordinal) => null,
        _ => values.Max(),
    };

    public static IEnumerable<string> Order(IEnumerable<string> names)
    {
        var known = names.Distinct().ToList();
        return First.Where(known.Contains).Concat(known.Except(First).Order(StringComparer.Ordinal));
    }
}
