using System.Diagnostics;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Storage;
using SmartRetail.Testing;

namespace SmartRetail.Benchmarks.Ingest;

/// <summary>
/// What the log's promises cost: acknowledged interactions a second from 256 callers, beside a bare loop that inserts
/// the same rows into the same table with whatever batch is fastest; and how long an acknowledgement takes at half of the
/// log's rate. Both databases on one disk, with every commit flushed. Rounds in turns; the medians count.
/// </summary>
internal static class IngestBenchmark
{
    public static readonly StoreId Store = new("benchmark");

    private const int Rounds = 3;
    private static readonly string Payload = new('s', 100);
    private static readonly int[] BatchSizes = [64, Callers.Count, 1_024, 4_096];
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("smartretail-benchmark-").FullName;
        try
        {
            await using (var sqlite = await RetailStorage.OpenAsync(new() { DataFolder = Path.Combine(folder, "sqlite") }))
            {
                using var loop = new SqliteLoop(sqlite.ConnectionString);
                await MeasureAsync("SQLite", sqlite, loop);
            }

            await using var server = await PostgresServer.StartDurableAsync();
            await using var postgres = await RetailStorage.OpenAsync(new()
            {
                DataFolder = Path.Combine(folder, "postgres"),
                ConnectionString = await server.CreateDatabaseAsync(),
            });
            using var bare = new PostgresLoop(postgres.ConnectionString);
            await MeasureAsync("PostgreSQL", postgres, bare);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A view with a session of 100 bytes, under an id that was not used before.</summary>
    public static Interaction NextInteraction(int caller) => new()
    {
        Id = new(Guid.NewGuid().ToString("N")),
        Customer = new($"c{caller}"),
        Kind = InteractionKind.View,
        Product = new("p"),
        Session = Payload,
        OccurredAt = TimeProvider.System.GetUtcNow(),
    };

    private static async Task MeasureAsync(string name, RetailStorage storage, IBareLoop loop)
    {
        await storage.Catalog.CreateStoreAsync(Store);
        var callers = new Callers(storage.Interactions);
        var logged = new List<double>();
        var bare = BatchSizes.ToDictionary(size => size, _ => new List<double>());
        await callers.RunAsync(Duration);
        for (var round = 0; round < Rounds; round++)
        {
            logged.Add(await callers.RunAsync(Duration));
            foreach (var size in BatchSizes)
            {
                bare[size].Add(await Task.Run(() => RunLoop(loop, size)));
            }
        }

        var rate = Median(logged);
        var (best, bestRate) = bare.Select(pair => (pair.Key, Rate: Median(pair.Value))).MaxBy(pair => pair.Rate);
        var latency = await callers.RunPacedAsync(rate / 2, Duration * 2);
        Console.WriteLine(
            $"{name,-10}  {Callers.Count} callers {rate,8:N0}/s  " +
            $"bare loop {bestRate,8:N0}/s (batches of {best:N0})  {rate / bestRate,5:0.00}x  " +
            $"batches of {Callers.Count} {Median(bare[Callers.Count]),8:N0}/s  " +
            $"at {rate / 2:N0}/s: p50 {latency.P50.TotalMilliseconds:0.0} ms, p99 {latency.P99.TotalMilliseconds:0.0} ms");
    }

    private static double RunLoop(IBareLoop loop, int batchSize)
    {
        var inserted = 0L;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Duration)
        {
            loop.Insert([.. Enumerable.Range(0, batchSize).Select(row => NextInteraction(row % Callers.Count))]);
            inserted += batchSize;
        }

        return inserted / watch.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
