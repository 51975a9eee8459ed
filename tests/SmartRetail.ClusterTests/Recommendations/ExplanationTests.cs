using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.ClusterTests.Recommendations;

/// <summary>A cluster of its own, with a model: it ranks the product behind the newest one first.</summary>
public sealed class ExplanationTests(RetailCluster cluster) : IClassFixture<RetailCluster>, IAsyncLifetime
{
    private readonly CustomerId _customer = RetailCluster.NewCustomer();

    public async ValueTask InitializeAsync()
    {
        var registry = cluster.Grains.ModelRegistry(RetailCluster.Store);
        var version = await registry.Publish(new("run-a"), "0", cancellationToken: TestContext.Current.CancellationToken);
        await registry.Activate(version, cancellationToken: TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_shown_product_has_its_position_score_and_cause()
    {
        await cluster.View(_customer, "p20");
        await cluster.View(_customer, "p6");
        await cluster.WaitUntilCountedAsync();
        var list = await cluster.Recommend(_customer);

        var explanation = await Explain("p7");

        Assert.Equal(ExplanationOutcome.Shown, explanation.Outcome);
        Assert.Equal(list.Products[0].Product, explanation.Product);
        Assert.Equal(1, explanation.Position);
        Assert.Equal(list.Products[0].Score, explanation.Score!.Value, 6);
        Assert.Equal(list.ModelVersion, explanation.ModelVersion);
        Assert.Equal((new ProductId("p6"), InteractionKind.View), (explanation.Causes[0].Product, explanation.Causes[0].Kind));
    }

    [Fact]
    public async Task The_explained_list_is_the_one_that_is_answered()
    {
        await cluster.View(_customer, "p6");
        await cluster.WaitUntilCountedAsync();
        var request = new RecommendationRequest { Count = 4, Category = "even", MinPrice = 10 };
        var list = await cluster.Recommend(_customer, request);

        var positions = new List<int?>();
        foreach (var shown in list.Products)
        {
            positions.Add((await Explain(shown.Product.Value, request)).Position);
        }

        Assert.Equal([1, 2, 3, 4], positions);
    }

    [Fact]
    public async Task A_product_is_explained_with_every_interaction_acknowledged_before()
    {
        await cluster.View(_customer, "p6");
        var before = await Explain("p7");
        var receipt = await cluster.View(_customer, "p7");
        var after = await Explain("p7");

        Assert.Equal(ExplanationOutcome.Shown, before.Outcome);
        Assert.Equal((ExplanationOutcome.Filtered, FilterReason.RecentlySeen), (after.Outcome, after.Filter));
        Assert.Equal(receipt.ProfileVersion, after.ProfileVersion);
    }

    [Fact]
    public async Task Rejects_a_request_outside_the_limits()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Explain("p7", new() { Count = 0 }));

        Assert.StartsWith("count: must be from 1 to 100", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_does_not_exist_explains_nothing() => Assert.Null(
        await cluster.Grains.Recommendations(new("nowhere"), _customer)
            .Explain(new("p7"), new(), TestContext.Current.CancellationToken));

    private async Task<Explanation> Explain(string product, RecommendationRequest? request = null) =>
        (await cluster.Grains.Recommendations(RetailCluster.Store, _customer)
            .Explain(new(product), request ?? new(), TestContext.Current.CancellationToken))!;
}
