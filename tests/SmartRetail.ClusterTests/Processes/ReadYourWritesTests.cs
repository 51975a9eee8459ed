using System.Collections.Concurrent;

namespace SmartRetail.ClusterTests.Processes;

/// <summary>The promise, through two entrances that know nothing of each other.</summary>
[Collection(nameof(ProcessTests))]
public sealed class ReadYourWritesTests(StandingCluster standing)
{
    // As many as it takes to be believed, where there is time for it.
    private static readonly int Customers =
        Environment.GetEnvironmentVariable("SMARTRETAIL_FAULTS") == "long" ? 10_000 : 2_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_entrance_has_acknowledged_the_other_ranks_with()
    {
        var steps = new ConcurrentBag<(long Acknowledged, long Ranked)>();

        await Parallel.ForEachAsync(
            Enumerable.Range(1, Customers),
            new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Cancellation },
            async (customer, _) =>
            {
                steps.Add(await ActAndAsk($"alternating-{customer}", act: customer % 2, product: "p1"));
                steps.Add(await ActAndAsk($"alternating-{customer}", act: (customer + 1) % 2, product: "p2"));
            });

        Assert.Equal(0, steps.Count(step => step.Ranked < step.Acknowledged));
        Assert.Equal(2 * Customers, steps.Count);
    }

    [Fact]
    public async Task Every_silo_counts_what_any_of_them_has_recorded_within_five_seconds()
    {
        // Its web part answers from its own replica: what it lists is what this silo has counted.
        await using var third = await standing.Cluster.StartReadyAsync("serving,web");
        var other = new StoreApi(third.Api);
        await ViewAll(standing.Entrances[0], "p40");
        await Eventually.Get(() => other.ListPopularAsync(Cancellation), IsAhead("p40", "p39"), TimeSpan.FromSeconds(5));

        await ViewAll(other, "p39");
        await ViewAll(other, "p39");
        var popular = await Eventually.Get(
            () => standing.Entrances[0].ListPopularAsync(Cancellation), IsAhead("p39", "p40"), TimeSpan.FromSeconds(5));

        Assert.Contains("p39", popular);
        await third.StopAsync(Cancellation);
    }

    /// <summary>Acts at one entrance and asks at the other.</summary>
    private async Task<(long Acknowledged, long Ranked)> ActAndAsk(string customer, int act, string product)
    {
        var acknowledged = await standing.Entrances[act].ViewAsync(customer, product, Cancellation);
        var list = await standing.Entrances[1 - act].RecommendAsync(customer, Cancellation);
        return (acknowledged, (long)list["profileVersion"]!);
    }

    private static Task<long[]> ViewAll(StoreApi api, string product) =>
        Task.WhenAll(Enumerable.Range(1, 100).Select(number => api.ViewAsync($"counted-{number}", product, Cancellation)));

    // Nobody else acts on the two, whatever other tests have made popular.
    private static Func<IReadOnlyList<string>, bool> IsAhead(string product, string other) => popular =>
        popular.Contains(product) && popular.TakeWhile(each => each != product).All(each => each != other);
}
