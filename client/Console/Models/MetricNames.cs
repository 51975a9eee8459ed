namespace SmartRetail.Client.Console.Models;

/// <summary>In which order metrics are shown: what a list is judged by first.</summary>
internal static class MetricNames
{
    private static readonly string[] First =
        ["hr@10", "ndcg@10", "mrr", "precision@10", "recall@10", "f1@10", "accuracy", "coverage@10"];

    public static IEnumerable<string> Order(IEnumerable<string> names)
    {
        var known = names.Distinct().ToList();
        return First.Where(known.Contains).Concat(known.Except(First).Order(StringComparer.Ordinal));
    }
}
