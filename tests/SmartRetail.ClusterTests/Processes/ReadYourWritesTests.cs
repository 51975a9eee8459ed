namespace SmartRetail.ClusterTests.Processes;

/// <summary>The promise, through two entrances that know nothing of each other.</summary>
[Collection(nameof(ProcessTests))]
public sealed class ReadYourWritesTests(StandingCluster standing)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_entrance_has_acknowledged_the_other_ranks_with()
    {
        var steps = await Task.WhenAll(Enumerable.Range(1, 8).Select(Shop));

        Assert.Equal(0, steps.Sum(taken => taken.Count(step => step.Ranked < step.Acknowledged)));
        Assert.Equal(8 * 12, steps.Sum(taken => taken.Count));
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

    /// <summary>Acts at one entrance and asks at the other, in turns.</summary>
    private async Task<List<(long Acknowledged, long Ranked)>> Shop(int number)
    {
        var customer = $"alternating-{number}";
        var steps = new List<(long, long)>();
        for (var step = 0; step < 12; step++)
        {
            var acknowledged = await standing.Entrances[step % 2].ViewAsync(customer, $"p{step + 1}", Cancellation);
            var list = await standing.Entrances[(step + 1) % 2].RecommendAsync(customer, Cancellation);
            steps.Add((acknowledged, (long)list["profileVersion"]!));
        }

        return steps;
    }

    private static Task<long[]> ViewAll(StoreApi api, string product) =>
        Task.WhenAll(Enumerable.Range(1, 100).Select(number => api.ViewAsync($"counted-{number}", product, Cancellation)));

    // Nobody else acts on the two, whatever other tests have made popular.
    private static Func<IReadOnlyList<string>, bool> IsAhead(string product, string other) => popular =>
        popular.Contains(product) && popular.TakeWhile(each => each != product).All(each => each != other);
}
