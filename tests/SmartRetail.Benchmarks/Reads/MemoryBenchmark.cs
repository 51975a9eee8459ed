using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using SmartRetail.Benchmarks.Clusters;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Features;
using SmartRetail.Storage;

namespace SmartRetail.Benchmarks.Reads;

/// <summary>
/// What a silo's memory grows by with each active customer: both grains, 50 interactions, a ranking and the list that was asked
/// for last. Customers come back: their features are read from snapshots, as most are. Set beside the bound of 8 KB.
/// </summary>
internal static class MemoryBenchmark
{
    private const int DefaultCustomers = 200_000;
    private const int WarmUp = 1_000;
    private const int Interactions = 50;
    private const int Count = 20;
    private const double Bound = 8_192;
    private const int Batch = 256;

    /// <param name="arguments">The customers first, if not 200,000.</param>
    public static async Task RunAsync(string[] arguments)
    {
        var customers = DefaultCustomers;
        if (arguments is [var first, ..] && !first.StartsWith('-'))
        {
            customers = int.Parse(first, NumberStyles.None, CultureInfo.InvariantCulture);
            arguments = arguments[1..];
        }

        var options = BenchmarkArguments.Parse(arguments);
        await using var silo = await ReadStore.StartSiloAsync(storage => SaveAsync(storage, customers + WarmUp));
        await using var client = await silo.ConnectAsync();
        await ActivateAsync(client, customers, WarmUp);
        var before = await SiloMemory.ReadAsync(silo.Process);
        await ActivateAsync(client, 0, customers);
        var after = await SiloMemory.ReadAsync(silo.Process);
        var report = new BenchmarkReport("memory");
        report.AddCondition("customers", customers);
        report.AddCondition("interactions of each", Interactions);
        report.AddCondition("baseline", "the bound");
        report.AddCost("managed bytes a customer", (after.Managed - before.Managed) / (double)customers, Bound);
        report.AddCost("resident bytes a customer", (after.Resident - before.Resident) / (double)customers, Bound);
        await report.WriteAsync(options);
    }

    private static CustomerId CustomerOf(int number) => new($"returning-{number}");

    private static Task ActivateAsync(RetailClient client, int first, int count) => Parallel.ForAsync(
        first,
        first + count,
        new ParallelOptions { MaxDegreeOfParallelism = 64 },
        async (number, _) => await client.Grains.Recommendations(ReadStore.Store, CustomerOf(number))
            .Recommend(new RecommendationRequest { Count = Count }, CancellationToken.None));

    private static async Task SaveAsync(RetailStorage storage, int customers)
    {
        await using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer<CustomerFeatures>>();
        foreach (var batch in Enumerable.Range(0, customers).Chunk(Batch))
        {
            await Task.WhenAll(batch.Select(number => storage.Snapshots.SaveAsync(
                ReadStore.Store,
                CustomerOf(number),
                new(1, CustomerFeatures.Format, serializer.SerializeToArray(FeaturesOf(number))))));
        }
    }

    // Of ten acts seven are looks, two fill the basket and one buys.
    private static CustomerFeatures FeaturesOf(int number)
    {
        var random = new Random(number);
        var start = TimeProvider.System.GetUtcNow().AddDays(-10);
        var features = new CustomerFeatures();
        var options = new FeatureOptions();
        for (var at = 0; at < Interactions; at++)
        {
            var product = ReadStore.ProductOf(ReadStore.NextProduct(random));
            features.Apply(
                new Interaction
                {
                    Id = new($"i{at}"),
                    Customer = CustomerOf(number),
                    Kind = (at % 10) switch
                    {
                        < 7 => InteractionKind.View,
                        < 9 => InteractionKind.AddToCart,
                        _ => InteractionKind.Purchase,
                    },
                    Product = product.Id,
                    OccurredAt = start.AddMinutes(at * 7),
                    Price = product.Price,
                },
                product,
                options);
        }

        return features;
    }
}
