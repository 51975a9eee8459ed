namespace SmartRetail.Client.Console.Models;

/// <summary>In which order metrics are shown: what a list is judged by first.</summary>
internal static class MetricNames
{
    /// <summary>What a list is judged by first; all are shares, between 0 and 1.</summary>
    public static readonly string[] Headline =
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
        return Headline.Where(known.Contains).Concat(known.Except(Headline).Order(StringComparer.Ordinal));
    }
}
