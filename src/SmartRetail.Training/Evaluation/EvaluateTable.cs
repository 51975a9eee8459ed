using System.Globalization;
using Scores = System.Collections.Immutable.ImmutableSortedDictionary<string, double>;

namespace SmartRetail.Training.Evaluation;

/// <summary>The end of the command's output: what was fitted, best first, for people to read.</summary>
internal static class EvaluateTable
{
    private const int MostWeights = 6;

    private static readonly string[] Header =
        ["", "val ndcg@10", "hr@10", "ndcg@10", "95 %", "mrr", "coverage@10", "fit s"];

    public static IEnumerable<string> Of(EvaluateDocument document)
    {
        string[][] rows =
        [
            Header,
            .. document.Candidates
                .OrderByDescending(candidate => candidate.IsChosen)
                .ThenByDescending(candidate => candidate.Test.GetValueOrDefault("ndcg@10"))
                .Select(Row),
        ];
        var widths = Enumerable.Range(0, Header.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        yield return "";
        foreach (var row in rows)
        {
            yield return string.Join("  ", row.Select((cell, column) =>
                column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd();
        }

        yield return "";
        if (document.Weights is { } weights)
        {
            var largest = weights.OrderByDescending(pair => Math.Abs(pair.Value)).Take(MostWeights);
            yield return $"largest of {weights.Count} weights: "
                + string.Join(", ", largest.Select(pair => Invariant($"{pair.Key} {pair.Value:0.00}")));
        }

        if (document.Seeds is { } seeds)
        {
            yield return Invariant(
                $"{seeds.Runs.Length} seeds: ndcg@10 {Of(seeds.Mean):0.0000} ± {Of(seeds.Spread):0.0000}, hr@10 {Of(seeds.Mean, "hr@10"):0.0000} ± {Of(seeds.Spread, "hr@10"):0.0000}");
        }

        yield return Invariant(
            $"{document.TotalSeconds:0.0} s, {document.CpuSeconds:0.0} CPU-s, {document.PeakMemoryBytes / 1048576.0:0} MiB, {document.Energy.Joules:0} J ({document.Energy.Source}), {document.Energy.GramsCo2:0.00} g CO2");
    }

    private static string[] Row(EvaluateCandidate candidate) =>
    [
        candidate.IsChosen ? candidate.Name + " *" : candidate.Name,
        candidate.Validation is { } validation ? Number(validation, "ndcg@10") : "",
        Number(candidate.Test, "hr@10"),
        Number(candidate.Test, "ndcg@10"),
        candidate.Intervals.TryGetValue("ndcg@10", out var interval)
            ? Invariant($"{interval[0]:0.0000}-{interval[1]:0.0000}")
            : "",
        Number(candidate.Test, "mrr"),
        Number(candidate.Test, "coverage@10"),
        Invariant($"{candidate.FitSeconds:0.0}"),
    ];

    private static string Number(Scores scores, string name) =>
        scores.TryGetValue(name, out var value) ? Invariant($"{value:0.0000}") : "";

    private static double Of(Scores scores, string name = "ndcg@10") => scores.GetValueOrDefault(name);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
