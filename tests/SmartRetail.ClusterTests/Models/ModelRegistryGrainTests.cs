using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.ClusterTests.Models;

/// <summary>A cluster of its own: an active model changes what every customer of the store is shown.</summary>
public sealed class ModelRegistryGrainTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private static readonly StoreId Store = RetailCluster.Store;

    [Fact]
    public async Task Switches_every_silo_before_it_answers_and_goes_back_the_same_way()
    {
        var customer = RetailCluster.NewCustomer();
        await cluster.View(customer, "p6");
        var first = await Publish("run-a");
        var second = await Publish("run-b");

        await Activate(second);
        var withSecond = await cluster.Recommend(customer, new() { Explain = true });
        await Activate(first);
        var withFirst = await cluster.Recommend(customer);

        Assert.Equal(second, withSecond.ModelVersion);
        Assert.Equal(RecommendationTier.Personal, withSecond.Tier);
        Assert.Equal("p7", withSecond.Products[0].Product.Value);
        Assert.Equal(new ProductId("p6"), withSecond.Products[0].Reasons[0].Product);
        Assert.Equal(InteractionKind.View, withSecond.Products[0].Reasons[0].Kind);
        Assert.Equal(first, withFirst.ModelVersion);
    }

    [Fact]
    public async Task A_silo_starts_without_the_model_when_its_artifact_is_torn()
    {
        await Activate(await Publish("run-d"));
        cluster.Models.IsTorn = true;

        var silo = await cluster.Silos.StartAdditionalSiloAsync();
        var isActive = silo.IsActive;
        cluster.Models.IsTorn = false;
        await cluster.Silos.StopSiloAsync(silo, TestContext.Current.CancellationToken);

        Assert.True(isActive);
    }

    [Fact]
    public async Task Publishes_a_run_once()
    {
        var version = await Publish("run-c");
        var again = await Publish("run-c");

        Assert.Equal(version, again);
    }

    [Fact]
    public async Task Does_not_activate_a_version_that_was_never_published() =>
        Assert.False(await cluster.Grains.ModelRegistry(Store)
            .Activate(new(999), cancellationToken: TestContext.Current.CancellationToken));

    private Task<ModelVersion> Publish(string run) => cluster.Grains.ModelRegistry(Store)
        .Publish(new(run), "worker-0", cancellationToken: TestContext.Current.CancellationToken);

    private async Task Activate(ModelVersion version) => Assert.True(
        await cluster.Grains.ModelRegistry(Store).Activate(version, cancellationToken: TestContext.Current.CancellationToken));
}
