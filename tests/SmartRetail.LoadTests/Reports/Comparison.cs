using System.Globalization;

namespace SmartRetail.LoadTests.Reports;

/// <summary>Two runs side by side. What was measured on different machines or under other conditions is said to be so.</summary>
internal static class Comparison
{
    // Of what a run was made of; not of what it was called or when.
    private static readonly string[] Compared = ["target", "via", "loop", "profile", "rate", "shoppers", "mix", "products", "model"];

    public static void Write(LoadReport before, LoadReport after, TextWriter output)
    {
        foreach (var difference in FindDifferences(before, after))
        {
            output.WriteLine($"! {difference}");
        }

        output.WriteLine($"{"",-26} {before.StartedAt:yyyy-MM-dd HH:mm} {after.StartedAt:yyyy-MM-dd HH:mm}   ratio");
        foreach (var (name, one, other) in Figures(before, after))
        {
            var ratio = one == 0 ? "" : (other / one).ToString("0.00", CultureInfo.InvariantCulture);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-26} {one,16:N1} {other,16:N1} {ratio,7}"));
        }
    }

    /// <summary>Returns, in words, what makes the two runs hard to compare.</summary>
    public static IEnumerable<string> FindDifferences(LoadReport before, LoadReport after) =>
    [
        .. before.Name == after.Name ? [] : (string[])[$"one is a {before.Name}, the other a {after.Name}"],
        .. before.Machine.Keys.Concat(after.Machine.Keys).Distinct()
            .Select(key => Describe(key, before.Machine, after.Machine)).OfType<string>(),
        .. Compared.Select(key => Describe(key, before.Conditions, after.Conditions)).OfType<string>(),
    ];

    private static string? Describe(string key, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        var (one, other) = (before.GetValueOrDefault(key, "none"), after.GetValueOrDefault(key, "none"));
        return one == other ? null : $"{key}: {one}, then {other}";
    }

    private static IEnumerable<(string Name, double Before, double After)> Figures(LoadReport before, LoadReport after) =>
    [
        ("capacity, calls/s", before.Capacity ?? 0, after.Capacity ?? 0),
        ("answered, calls/s", before.CallsPerSecond, after.CallsPerSecond),
        ("reads p50, ms", before.Reads.P50, after.Reads.P50),
        ("reads p99, ms", before.Reads.P99, after.Reads.P99),
        ("writes p50, ms", before.Writes.P50, after.Writes.P50),
        ("writes p99, ms", before.Writes.P99, after.Writes.P99),
        ("failed attempts", before.Failures, after.Failures),
        ("longest unavailable, s", before.LongestUnavailable, after.LongestUnavailable),
        ("broken promises", before.Ledger.Breaches.Values.Sum(), after.Ledger.Breaches.Values.Sum()),
        ("1,000 lists, processor s", before.Bill?.ProcessorSeconds ?? 0, after.Bill?.ProcessorSeconds ?? 0),
        ("1,000 lists, J", before.Bill?.Joules ?? 0, after.Bill?.Joules ?? 0),
        .. before.Processes.SelectMany(process => after.Processes.Where(other => other.Process == process.Process).SelectMany(other =>
            ((string, double, double)[])
            [
                ($"{process.Process}, cores", process.Cores, other.Cores),
                ($"{process.Process}, MiB at most", process.PeakMebibytes, other.PeakMebibytes),
            ])),
    ];
}
