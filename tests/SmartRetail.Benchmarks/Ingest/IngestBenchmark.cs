using System.Diagnostics;
using SmartRetail.Benchmarks.Clusters;
using SmartRetail.Contracts;
using SmartRetail.Storage;
using SmartRetail.Testing.Processes;

namespace SmartRetail.Benchmarks.Ingest;

/// <summary>
/// What it costs to record through the cluster: acknowledged interactions a second from 256 callers outside it, over TCP
/// to a silo, beside a bare loop that inserts the same rows into the same table with whatever batch is fastest; and how
/// long an acknowledgement takes at half of that rate. The log alone, called without a grain, says which part is its.
/// Every commit is flushed; rounds in turns, the medians count. The silo is warmed up first: a new process spends a
/// third of its time compiling.
/// </summary>
internal static class IngestBenchmark
{
    public static readonly StoreId Store = LocalCluster.Store;

    private const int Rounds = 3;
    private static readonly int[] BatchSizes = [64, Callers.Count, 1_024, 4_096];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    /// <param name="arguments">sqlite or postgres first, for that database alone.</param>
    public static async Task RunAsync(string[] arguments)
    {
        string[] databases = ["sqlite", "postgres"];
        if (arguments is [var only, ..] && databases.Contains(only))
        {
            (databases, arguments) = ([only], arguments[1..]);
        }

        var options = BenchmarkArguments.Parse(arguments);
        var report = new BenchmarkReport("ingest");
        report.AddCondition("callers", Callers.Count);
        var ratios = new List<(double Ratio, string Measure)>();
        foreach (var database in databases)
        {
            ratios.Add(database == "sqlite"
                ? await MeasureSqliteAsync(report, options)
                : await MeasurePostgresAsync(report, options));
        }

        report.Headline = ratios.Min().Measure;
        await report.WriteAsync(options);
    }

    private static async Task<(double Ratio, string Measure)> MeasureSqliteAsync(
        BenchmarkReport report, BenchmarkArguments options)
    {
        await using var silo = await LoneSilo.StartAsync(Store);
        await using var client = await silo.ConnectAsync();
        var folder = Directory.CreateTempSubdirectory("smartretail-benchmark-").FullName;
        try
        {
            await using var beside = await RetailStorage.OpenAsync(new() { DataFolder = folder });
            using var loop = new SqliteLoop(beside.ConnectionString);
            return await MeasureAsync("SQLite", new(silo.Process), client, beside, loop, report, options);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Ratio, string Measure)> MeasurePostgresAsync(
        BenchmarkReport report, BenchmarkArguments options)
    {
        await using var cluster = await LocalCluster.CreateAsync(isDurable: true);
        var silo = await cluster.StartReadyAsync("serving");
        await using var client = await RetailClient.ConnectAsync(cluster.Database);
        await using var beside = await RetailStorage.OpenAsync(new()
        {
            DataFolder = Path.GetTempPath(),
            ConnectionString = await cluster.Server.CreateDatabaseAsync(),
        });
        using var loop = new PostgresLoop(beside.ConnectionString);
        return await MeasureAsync("PostgreSQL", new(silo, cluster.Server), client, beside, loop, report, options);
    }

    /// <param name="beside">Another database of the same kind on the same disk, whose rows no silo reads.</param>
    private static async Task<(double Ratio, string Measure)> MeasureAsync(
        string name,
        ProcessorTimes processors,
        RetailClient client,
        RetailStorage beside,
        IBareLoop loop,
        BenchmarkReport report,
        BenchmarkArguments options)
    {
        await beside.Catalog.CreateStoreAsync(Store);
        var overTcp = new Callers(async interaction =>
        {
            var receipt = await client.Grains.Customer(Store, interaction.Customer).Record([interaction]);
            if (receipt.Accepted != 1)
            {
                throw new InvalidOperationException($"{interaction} was answered by {receipt}");
            }
        });
        var logAlone = new Callers(interaction => beside.Interactions.AppendAsync(Store, [interaction]));
        var round = options.Duration is { } duration ? duration / Rounds : Round;
        await overTcp.RunAsync(WarmUp);
        await logAlone.RunAsync(round);
        var (recorded, logged) = (new List<double>(), new List<double>());
        var bare = BatchSizes.ToDictionary(size => size, _ => new List<double>());
        var taken = ProcessorTimes.Reading.Zero;
        for (var turn = 0; turn < Rounds; turn++)
        {
            var before = processors.Read();
            recorded.Add(await overTcp.RunAsync(round));
            taken += processors.Read().Since(before);
            logged.Add(await logAlone.RunAsync(round));
            foreach (var size in BatchSizes)
            {
                bare[size].Add(await Task.Run(() => RunLoop(loop, size, round)));
            }
        }

        var rate = Median(recorded);
        var (best, bestRate) = bare.Select(pair => (pair.Key, Rate: Median(pair.Value))).MaxBy(pair => pair.Rate);
        report.AddCondition(
            $"{name}, over TCP, processor us an interaction", taken.Of(recorded.Sum() * round.TotalSeconds));
        var latency = await overTcp.RunPacedAsync(rate / 2, round * 2);
        report.AddCondition($"{name}, bare loop's best batch", best);
        report.AddCondition($"{name}, at {rate / 2:0}/s, p50 ms", Math.Round(latency.P50.TotalMilliseconds, 1));
        report.AddCondition($"{name}, at {rate / 2:0}/s, p99 ms", Math.Round(latency.P99.TotalMilliseconds, 1));
        var measure = $"{name}, over TCP, interactions/s";
        var ratio = report.AddRate(measure, rate, bestRate);
        report.AddRate($"{name}, log alone, interactions/s", Median(logged), bestRate);
        return (ratio, measure);
    }

    private static double RunLoop(IBareLoop loop, int batchSize, TimeSpan duration)
    {
        var inserted = 0L;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < duration)
        {
            loop.Insert([.. Enumerable.Range(0, batchSize).Select(row => Callers.NextInteraction(row % Callers.Count))]);
            inserted += batchSize;
        }

        return inserted / watch.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
