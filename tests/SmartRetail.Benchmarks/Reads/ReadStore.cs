using SmartRetail.Benchmarks.Clusters;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Stores;
using SmartRetail.Storage;

namespace SmartRetail.Benchmarks.Reads;

/// <summary>A store to read from: its catalog, and customers who have looked around in it.</summary>
internal static class ReadStore
{
    public const int Customers = 20_000;
    public const int Products = 2_000;

    /// <summary>The share of lists that is recorded as shown, as a shop of many thousand reads a second would set it.</summary>
    public const double ImpressionShare = 0.01;

    private const int Views = 10;
    private const int Batch = 10_000;

    public static readonly StoreId Store = new("reads");

    public static CustomerId CustomerOf(int number) => new($"customer-{number}");

    /// <summary>Starts a silo that has the store; a ranking in it does not get old, and no customer leaves it.</summary>
    /// <param name="fill">Writes what it has beyond that.</param>
    /// <param name="variables">Of the process' environment, beyond this one's.</param>
    public static Task<LoneSilo> StartSiloAsync(
        Func<RetailStorage, Task>? fill = null, IReadOnlyDictionary<string, string>? variables = null) => LoneSilo.StartAsync(
        Store,
        async storage =>
        {
            await FillAsync(storage);
            await (fill?.Invoke(storage) ?? Task.CompletedTask);
        },
        new Dictionary<string, string>(variables ?? new Dictionary<string, string>())
        {
            ["SmartRetail__Recommendations__CacheLifetime"] = "12:00:00",
            ["SmartRetail__Recommendations__IdleTime"] = "12:00:00",
            ["SmartRetail__Customers__IdleTime"] = "12:00:00",
        });

    /// <summary>From now on each list is recorded as shown.</summary>
    public static async Task RecordAllAsync(RetailClient client) =>
        await client.Grains.Store(Store).PutSettings(new() { ImpressionShare = 1 });

    private static async Task FillAsync(RetailStorage storage)
    {
        await storage.Catalog.PutAsync(Store, [.. Enumerable.Range(0, Products).Select(ProductOf)]);
        await storage.Catalog.PutSettingsAsync(Store, new() { ImpressionShare = ImpressionShare }, expectedVersion: null);
        foreach (var batch in Generate().Chunk(Batch))
        {
            await storage.Interactions.ImportAsync(Store, batch);
        }
    }

    public static Product ProductOf(int number) => new()
    {
        Id = IdOf(number),
        Title = $"Product number {number}",
        Category = $"category-{number % 40}",
        Brand = $"brand-{number % 100}",
        Price = 1 + (number % 50),
        Stock = 10,
    };

    /// <summary>The long tail of a shop: the square of a uniform number.</summary>
    public static int NextProduct(Random random) => (int)(Products * Math.Pow(random.NextDouble(), 2));

    public static ProductId IdOf(int number) => new($"product-{number}");

    private static IEnumerable<Interaction> Generate()
    {
        var random = new Random(1);
        var start = TimeProvider.System.GetUtcNow().AddDays(-10);
        for (var number = 0; number < Customers * Views; number++)
        {
            yield return new()
            {
                Id = new($"i{number}"),
                Customer = CustomerOf(number / Views),
                Kind = InteractionKind.View,
                Product = IdOf(NextProduct(random)),
                OccurredAt = start.AddSeconds(number),
            };
        }
    }
}
