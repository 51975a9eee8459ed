using SmartRetail.ClusterTests.Processes;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.ClusterTests.Recommendations;

/// <summary>A cluster of its own, with a model, and with a log and a model that are slow when a test says so.</summary>
public sealed class PatienceTests(RetailCluster cluster) : IClassFixture<RetailCluster>, IAsyncLifetime
{
    private readonly CustomerId _customer = RetailCluster.NewCustomer();

    public async ValueTask InitializeAsync() => await ActivateModel();

    public ValueTask DisposeAsync()
    {
        // Or the other tests' models would wait for a test that has failed.
        cluster.Models.AnswersBatches.Set();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_customer_who_cannot_be_read_in_time_has_the_last_ranking_while_it_is_true()
    {
        await cluster.View(_customer, "p6");
        var before = await cluster.Recommend(_customer);
        await cluster.Silos.DeactivateAsync(cluster.Grains.Customer(RetailCluster.Store, _customer));
        var held = cluster.Log.HoldReads(_customer);
        var model = await ActivateModel();

        var meanwhile = await cluster.Recommend(_customer);
        held.SetResult();
        var after = await Eventually.Get(
            () => cluster.Recommend(_customer), list => list.ModelVersion == model, within: TimeSpan.FromSeconds(20));

        Assert.Equal(before.ModelVersion, meanwhile.ModelVersion);
        Assert.Equal((1, RecommendationTier.Personal), (meanwhile.ProfileVersion, meanwhile.Tier));
        Assert.Equal(before.Products.Select(shown => shown.Product), meanwhile.Products.Select(shown => shown.Product));
        Assert.Equal(1, after.ProfileVersion);
    }

    [Fact]
    public async Task A_customer_of_whom_nothing_is_known_here_has_the_popular_list_meanwhile()
    {
        await cluster.View(_customer, "p6");
        await LoseGrains();
        var held = cluster.Log.HoldReads(_customer);

        var meanwhile = await cluster.Recommend(_customer);
        held.SetResult();
        var after = await Eventually.Get(
            () => cluster.Recommend(_customer), list => list.ProfileVersion == 1, within: TimeSpan.FromSeconds(20));

        Assert.Equal((0, RecommendationTier.Popular), (meanwhile.ProfileVersion, meanwhile.Tier));
        Assert.Equal(10, meanwhile.Products.Length);
        Assert.Equal(RecommendationTier.Personal, after.Tier);
    }

    [Fact]
    public async Task A_customer_whom_the_caller_knows_is_never_taken_for_a_stranger()
    {
        await cluster.View(_customer, "p6");
        await LoseGrains();
        var held = cluster.Log.HoldReads(_customer);

        var asked = cluster.Recommend(_customer, new() { LeastProfileVersion = 1 });
        await Assert.ThrowsAsync<TimeoutException>(() => asked);
        held.SetResult();
        var after = await cluster.Recommend(_customer, new() { LeastProfileVersion = 1 });

        Assert.Equal((1, RecommendationTier.Personal), (after.ProfileVersion, after.Tier));
    }

    [Fact]
    public async Task A_caller_who_claims_to_know_of_what_never_was_has_the_list_there_is()
    {
        await cluster.View(_customer, "p6");

        var first = await cluster.Recommend(_customer, new() { LeastProfileVersion = 1_000 });
        var then = await cluster.Recommend(_customer);

        Assert.Equal((1, 1), (first.ProfileVersion, then.ProfileVersion));
    }

    [Fact]
    public async Task A_list_without_what_is_known_to_be_acknowledged_is_never_answered()
    {
        await cluster.View(_customer, "p6");
        await cluster.Recommend(_customer);
        await cluster.View(_customer, "p7");
        await cluster.Silos.DeactivateAsync(cluster.Grains.Customer(RetailCluster.Store, _customer));
        var held = cluster.Log.HoldReads(_customer);

        await Assert.ThrowsAsync<TimeoutException>(() => cluster.Recommend(_customer));

        held.SetResult();
    }

    [Fact]
    public async Task A_list_whose_reasons_take_too_long_goes_without_them_and_says_so()
    {
        await cluster.View(_customer, "p20");
        await cluster.View(_customer, "p6");
        cluster.Models.AnswersBatches.Reset();

        var list = await cluster.Recommend(_customer, new() { Explain = true });
        var explanation = await Explain("p7");
        cluster.Models.AnswersBatches.Set();
        var after = await cluster.Recommend(_customer, new() { Explain = true });

        Assert.True(list.LacksReasons);
        Assert.Equal((10, RecommendationTier.Personal), (list.Products.Length, list.Tier));
        Assert.All(list.Products, shown => Assert.Empty(shown.Reasons));
        Assert.True(explanation.LacksCauses);
        Assert.Equal((ExplanationOutcome.Shown, 1), (explanation.Outcome, explanation.Position));
        Assert.False(after.LacksReasons);
        Assert.All(after.Products, shown => Assert.NotEmpty(shown.Reasons));
    }

    private async Task<ModelVersion> ActivateModel()
    {
        var registry = cluster.Grains.ModelRegistry(RetailCluster.Store);
        var version = await registry.Publish(
            new(Guid.NewGuid().ToString("N")), "0", cancellationToken: TestContext.Current.CancellationToken);
        await registry.Activate(version, cancellationToken: TestContext.Current.CancellationToken);
        return version;
    }

    private async Task LoseGrains()
    {
        await cluster.Silos.DeactivateAsync(cluster.Grains.Customer(RetailCluster.Store, _customer));
        await cluster.Silos.DeactivateAsync(cluster.Grains.Recommendations(RetailCluster.Store, _customer));
    }

    private async Task<Explanation> Explain(string product) =>
        (await cluster.Grains.Recommendations(RetailCluster.Store, _customer)
            .Explain(new(product), new(), TestContext.Current.CancellationToken))!;
}
