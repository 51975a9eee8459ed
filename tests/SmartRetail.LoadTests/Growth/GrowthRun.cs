using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using SmartRetail.Benchmarks.Clusters;
using SmartRetail.Benchmarks.Reads;
using SmartRetail.Contracts;
using SmartRetail.LoadTests.Calls;
using SmartRetail.LoadTests.Reports;
using SmartRetail.Storage;

namespace SmartRetail.LoadTests.Growth;

/// <summary>
/// Measures one process over SQLite at one size after another: brings the store in over HTTP as a retailer would, starts the
/// process anew over it, and lets the same number of customers act and be read.
/// </summary>
internal static class GrowthRun
{
    private const int Connections = 64;
    private const int WarmUpCustomers = 200;
    private const double Mebibyte = 1_048_576;

    private static readonly StoreId Store = new("growth");

    private static readonly TimeSpan ProbeBeat = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ProbePatience = TimeSpan.FromMinutes(2);

    // After the last interaction of the log, so that none is in the future.
    private static readonly TimeSpan Ago = TimeSpan.FromDays(10);

    /// <param name="tell">Called with a line as each size is done.</param>
    /// <param name="keep">Called with what is measured so far, as each size is done: the next one may take an hour.</param>
    public static async Task<GrowthReport> RunAsync(
        GrowthPlan plan, Action<string> tell, Func<GrowthReport, Task> keep, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetUtcNow();
        var curves = new List<GrowthCurve>();
        if (plan.Customers.Count > 0)
        {
            await MeasureCurveAsync(
                "customers in the log", $"{GrowthPlan.ProductsBeside:N0} products", plan.Customers, size => Make(size, GrowthPlan.ProductsBeside));
        }

        if (plan.Products.Count > 0)
        {
            await MeasureCurveAsync(
                "products", $"{GrowthPlan.CustomersBeside:N0} customers in the log", plan.Products, size => Make(GrowthPlan.CustomersBeside, size));
        }

        return Report();

        GrowthReport Report() => new()
        {
            StartedAt = startedAt,
            Machine = ReportBuilder.DescribeMachine(),
            Conditions = Describe(plan),
            Curves = curves,
        };

        GrowthStore Make(int customers, int products) =>
            new(plan.Model, customers, products, plan.Interactions, plan.Seed, startedAt - Ago);

        async Task MeasureCurveAsync(string of, string beside, IReadOnlyList<int> sizes, Func<int, GrowthStore> make)
        {
            var points = new List<GrowthPoint>();
            foreach (var size in sizes)
            {
                var began = Stopwatch.GetTimestamp();
                points.Add(await MeasureAsync(plan, size, make(size), cancellationToken));
                if (points.Count == 1)
                {
                    curves.Add(new(of, beside, points));
                }

                await keep(Report());
                tell(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{size:N0} {of}: {points[^1].Mix.ReadsPerSecond:N0} reads/s, {points[^1].ResidentMebibytes:N0} MiB, after {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));
            }
        }
    }

    private static async Task<GrowthPoint> MeasureAsync(GrowthPlan plan, int size, GrowthStore store, CancellationToken cancellationToken)
    {
        await using var silo = await LoneSilo.StartAsync(Store);
        var import = ImportAsync(silo, "products", store.WriteProducts(), store.Products, cancellationToken);
        TimeSpan silence;
        await using (var before = Connect(silo))
        {
            silence = await new AnswerProbe(before, ProbeBeat, ProbePatience).WatchAsync(import, cancellationToken);
        }

        var interactions = await ImportAsync(silo, "interactions", store.WriteInteractions(), store.Interactions, cancellationToken);
        var start = await silo.RestartAsync();
        await using var calls = Connect(silo);
        var reads = new GrowthReads(calls, plan.Shoppers, plan.Seed);

        // Of customers who are not in the log, so that those who are read first below are not in memory yet.
        List<string> strangers = [.. Enumerable.Range(0, WarmUpCustomers).Select(number => $"warm-{number}")];
        var (answer, _) = await reads.FirstAsync(strangers[..1], cancellationToken);
        await reads.MixAsync(strangers, store.Want, plan.WarmUp, cancellationToken);
        var active = store.Spread(plan.Active);
        var (first, _) = await reads.FirstAsync(active, cancellationToken);
        var mix = await reads.MixAsync(active, store.Want, plan.Time, cancellationToken);
        var memory = await SiloMemory.ReadAsync(silo.Process);
        return new()
        {
            Size = size,
            Customers = store.Customers,
            Products = store.Products,
            Interactions = store.Interactions,
            ProductsSeconds = Round((await import).TotalSeconds),
            SilentSeconds = Round(silence.TotalSeconds),
            InteractionsSeconds = Round(interactions.TotalSeconds),
            StartSeconds = Round(start.TotalSeconds),
            FirstAnswer = answer.Max,
            FirstLists = first,
            Mix = mix,
            ManagedMebibytes = Math.Round(memory.Managed / Mebibyte, 1),
            ResidentMebibytes = Math.Round(memory.Resident / Mebibyte, 1),
            PeakMebibytes = PeakMebibytes(silo.Process.Id),
            DatabaseMebibytes = Math.Round(DatabaseBytes(silo.DataFolder) / Mebibyte, 1),
            Crowd = await CrowdAsync(silo, reads, [.. store.Spread(plan.Crowd).Except(active)], memory, cancellationToken),
        };
    }

    private static async Task<GrowthCrowd?> CrowdAsync(
        LoneSilo silo, GrowthReads reads, IReadOnlyList<string> customers, SiloMemory before, CancellationToken cancellationToken)
    {
        if (customers.Count == 0)
        {
            return null;
        }

        var (lists, time) = await reads.FirstAsync(customers, cancellationToken);
        var after = await SiloMemory.ReadAsync(silo.Process);
        return new(
            customers.Count,
            lists,
            Math.Round(customers.Count / time.TotalSeconds, 1),
            Math.Round((after.Managed - before.Managed) / (double)customers.Count));
    }

    private static HttpCalls Connect(LoneSilo silo) => new(
        () => [silo.Process.Address], silo.Process.Api.DefaultRequestHeaders.Authorization!.Parameter!, Store.Value, Connections);

    private static async Task<TimeSpan> ImportAsync(
        LoneSilo silo, string what, IEnumerable<string> lines, long rows, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = silo.Process.Address, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = silo.Process.Api.DefaultRequestHeaders.Authorization;
        using var file = new CsvContent(lines);
        var started = Stopwatch.GetTimestamp();
        using var answer = await http.PostAsync(new Uri($"v1/stores/{Store}/{what}/import", UriKind.Relative), file, cancellationToken);
        var report = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode && (long?)JsonNode.Parse(report)!["accepted"] == rows
            ? Stopwatch.GetElapsedTime(started)
            : throw new InvalidOperationException($"of {rows} {what} not all were accepted: {report}");
    }

    private static double PeakMebibytes(int id)
    {
        using var process = Process.GetProcessById(id);
        return Math.Round(process.PeakWorkingSet64 / Mebibyte, 1);
    }

    private static long DatabaseBytes(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles(StorageOptions.DatabaseFile + "*").Sum(file => file.Length);

    private static double Round(double seconds) => Math.Round(seconds, 2);

    private static Dictionary<string, string> Describe(GrowthPlan plan) => new()
    {
        ["target"] = "one process, SQLite, started over each size; no model active",
        ["log"] = $"{plan.Interactions} interactions of each customer, made by {plan.Model.Source}",
        ["active"] = $"{plan.Active} customers at every size, as many as there are; {plan.Crowd} in the end",
        ["loop"] = $"closed: {plan.Shoppers} shoppers wait for each answer; 1 view : 4 lists of 10",
        ["measured"] = string.Create(
            CultureInfo.InvariantCulture, $"{plan.Time.TotalSeconds:0.#} s at each size, after {plan.WarmUp.TotalSeconds:0.#} s of others' calls"),
        ["seed"] = plan.Seed.ToString(CultureInfo.InvariantCulture),
    };
}
