using SmartRetail.Benchmarks.Clusters;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Benchmarks.Reads;

/// <summary>
/// What a cached recommendation costs a client outside the cluster, over TCP, beside a grain that does nothing but return the
/// same list, under the same keys in a silo of its own: 64 callers and one, customers at random, in turns. No ranking gets
/// old while it is measured. Recorded is one list in a hundred; what it costs to record each one is measured too.
/// </summary>
internal static class CachedReadBenchmark
{
    private const int Callers = 64;
    private const int Count = 20;
    private static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly RecommendationRequest Request = new() { Count = Count };

    public static async Task RunAsync(BenchmarkArguments arguments)
    {
        await using var silo = await ReadStore.StartSiloAsync();
        await using var bare = await BareProcess.StartAsync();
        await using var client = await silo.ConnectAsync();
        await using var bareClient = await bare.ConnectAsync();
        var ours = Enumerable.Range(0, ReadStore.Customers)
            .Select(number => client.Grains.Recommendations(ReadStore.Store, ReadStore.CustomerOf(number)))
            .ToArray();
        var others = Enumerable.Range(0, ReadStore.Customers)
            .Select(number => bareClient.Grains.GetGrain<IBareGrain>(
                RetailGrains.CustomerKey(ReadStore.Store, ReadStore.CustomerOf(number))))
            .ToArray();
        await Parallel.ForAsync(0, ReadStore.Customers, async (number, _) =>
        {
            var list = await ours[number].Recommend(Request, CancellationToken.None);
            if (list.Products.Length != Count)
            {
                throw new InvalidOperationException($"customer {number} has {list.Products.Length} products, not {Count}");
            }

            await others[number].Keep(list);
        });

        var report = new BenchmarkReport("cached-read");
        report.AddCondition("customers", ReadStore.Customers);
        report.AddCondition("products in a list", Count);
        report.AddCondition("lists recorded as shown", $"1 in {1 / ReadStore.ImpressionShare:0}");
        var share = (arguments.Duration ?? DefaultDuration) / 3;
        var (many, bareMany) = (Reader(Callers, ours), BareReader(Callers, others));
        await many.RunAsync(WarmUp);
        await bareMany.RunAsync(WarmUp);
        await ReadFigures.CompareAsync(report, Callers, share, Turn, many, bareMany);
        await ReadFigures.CompareAsync(report, 1, share, Turn, Reader(1, ours), BareReader(1, others));

        // Other settings make every ranking anew.
        await ReadStore.RecordAllAsync(client);
        await many.RunAsync(WarmUp);
        var (own, other) = await ReadFigures.CompareAsync(share, Turn, many, bareMany);
        report.AddRate($"{Callers} callers, each list recorded, reads/s", own.Rate, other.Rate);
        await report.WriteAsync(arguments);
    }

    private static ReadCallers Reader(int callers, IRecommendationGrain[] grains) =>
        new(callers, grains.Length, number => grains[number].Recommend(Request, CancellationToken.None));

    private static ReadCallers BareReader(int callers, IBareGrain[] grains) =>
        new(callers, grains.Length, number => grains[number].Get());
}
