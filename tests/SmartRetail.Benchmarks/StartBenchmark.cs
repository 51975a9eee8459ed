using System.Diagnostics;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Storage;

namespace SmartRetail.Benchmarks;

/// <summary>
/// What a silo does before it is ready: reads the log and counts it. Says how much of it is reading, on as many
/// generated interactions as the sample store has.
/// </summary>
internal static class StartBenchmark
{
    /// <summary>As many as the sample store has.</summary>
    public const int Interactions = 400_000;

    private const int Customers = 4_000;
    private const int Products = 3_600;
    private const int Batch = 10_000;
    private static readonly StoreId Store = new("benchmark");

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("smartretail-benchmark-").FullName;
        try
        {
            await using var storage = await RetailStorage.OpenAsync(new() { DataFolder = folder });
            await storage.Catalog.CreateStoreAsync(Store);
            foreach (var batch in Generate().Chunk(Batch))
            {
                await storage.Interactions.ImportAsync(Store, batch);
            }

            for (var round = 0; round < 3; round++)
            {
                var reading = await MeasureAsync(storage, counts: null);
                using var counts = new StoreCounts(new(), TimeProvider.System);
                var all = await MeasureAsync(storage, counts);
                Console.WriteLine(
                    $"read {reading.TotalSeconds:0.00} s, read and count {all.TotalSeconds:0.00} s  {all / reading:0.0}x");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Baskets of 20 lines, products with the long tail of a shop: the square of a uniform number.</summary>
    public static IEnumerable<Interaction> Generate()
    {
        var random = new Random(1);
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var number = 0; number < Interactions; number++)
        {
            var basket = number / 20;
            yield return new()
            {
                Id = new($"i{number}"),
                Customer = new($"c{basket % Customers}"),
                Kind = InteractionKind.Purchase,
                Product = new($"p{(int)(Products * Math.Pow(random.NextDouble(), 2))}"),
                OccurredAt = start.AddMinutes(basket),
                Price = 2.5m,
            };
        }
    }

    private static async Task<TimeSpan> MeasureAsync(RetailStorage storage, StoreCounts? counts)
    {
        var watch = Stopwatch.StartNew();
        var position = 0L;
        IReadOnlyList<LoggedInteraction> rows;
        while ((rows = await storage.Interactions.ReadAsync(Store, position, Batch)).Count > 0)
        {
            counts?.Apply([.. rows.Select(row => new LoggedStep(row.Position, row.Interaction))]);
            position = rows[^1].Position;
        }

        return watch.Elapsed;
    }
}
