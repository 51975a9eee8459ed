using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using SmartRetail.Benchmarks.Clusters;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Testing.Processes;

namespace SmartRetail.Benchmarks.Http;

/// <summary>
/// What a file of interactions that is imported over HTTP takes of the process that takes it. As many rows as the sample store has
/// say how long it takes, and how high the resident memory rises where nothing bounds it: a collector that has room leaves garbage
/// lie. Four times as many go through a process whose whole heap may be no larger than a bound; the baseline is what those rows
/// take when they are held in memory at once.
/// </summary>
internal static class ImportBenchmark
{
    private const int Rows = 400_000;
    private const int Longer = 4 * Rows;
    private const int HeapMebibytes = 256;

    // As many as make a process compile its code and fill the buffers that it keeps.
    private const int WarmUp = 4 * GeneratedFile.Round;

    private static readonly StoreId Store = new("benchmark");
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync(string[] arguments)
    {
        var options = BenchmarkArguments.Parse(arguments);
        var report = new BenchmarkReport("import");
        report.AddCondition("process", "one, with every role and SQLite; the client is this process, over loopback");
        report.AddCondition("baseline", "the same rows, held in memory at once");
        report.AddCondition(Name(Rows), await MeasureAsync(Rows, new Dictionary<string, string>()));
        report.AddCondition(
            $"{Name(Longer)}, heap bounded",
            await MeasureAsync(Longer, new Dictionary<string, string>
            {
                ["DOTNET_GCHeapHardLimit"] = (HeapMebibytes * 1_048_576L).ToString("x", CultureInfo.InvariantCulture),
            }));
        report.AddCost($"heap for {Name(Longer)}, MiB", HeapMebibytes, Hold(Longer));
        await report.WriteAsync(options);
    }

    private static string Name(int rows) => string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows");

    /// <summary>Returns what was measured, as text.</summary>
    /// <param name="rows">How many are imported.</param>
    /// <param name="variables">Of the environment of the process that imports.</param>
    private static async Task<string> MeasureAsync(int rows, Dictionary<string, string> variables)
    {
        await using var silo = await LoneSilo.StartAsync(Store, variables: variables);
        using var http = new HttpClient { BaseAddress = silo.Process.Address, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = silo.Process.Api.DefaultRequestHeaders.Authorization;
        await ImportAsync(http, 0, WarmUp);

        var before = ResidentMebibytes(silo.Process);
        var started = Stopwatch.GetTimestamp();
        var import = ImportAsync(http, WarmUp, rows);
        var peak = before;
        while (!import.IsCompleted)
        {
            await Task.WhenAny(import, Task.Delay(Beat));
            peak = Math.Max(peak, ResidentMebibytes(silo.Process));
        }

        await import;
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds:0.0} s, {rows / seconds:N0} a second; resident {before:N0} MiB before, {peak:N0} MiB at most");
    }

    private static async Task ImportAsync(HttpClient http, int first, int count)
    {
        using var file = new GeneratedFile(first, count);
        using var answer = await http.PostAsync(new Uri($"v1/stores/{Store}/interactions/import", UriKind.Relative), file);
        var report = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || (int?)JsonNode.Parse(report)!["accepted"] != count)
        {
            throw new InvalidOperationException($"of {count} rows not all were accepted: {report}");
        }
    }

    // The whole of it, files that are mapped and the database's own pages included.
    private static double ResidentMebibytes(SiloProcess silo)
    {
        using var process = Process.GetProcessById(silo.Id);
        return process.WorkingSet64 / 1_048_576.0;
    }

    private static double Hold(int rows)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Interaction[] held = [.. GeneratedFile.Rows(WarmUp, rows)];
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(held);
        return (after - before) / 1_048_576.0;
    }
}
