using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.ClusterTests.Recommendations;

/// <summary>A cluster of its own, with a model: it ranks the product behind the newest one first.</summary>
public sealed class RankTests(RetailCluster cluster) : IClassFixture<RetailCluster>, IAsyncLifetime
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
    public async Task Ranks_with_every_interaction_acknowledged_before()
    {
        await cluster.View(_customer, "p6");
        var afterOne = await Rank(_customer, "p20", "p13", "p7");
        var receipt = await cluster.View(_customer, "p12");
        var afterTwo = await Rank(_customer, "p20", "p13", "p7");

        Assert.Equal("p7", afterOne.Products[0].Product.Value);
        Assert.Equal("p13", afterTwo.Products[0].Product.Value);
        Assert.Equal(receipt.ProfileVersion, afterTwo.ProfileVersion);
    }

    [Fact]
    public async Task Scores_as_recommendations_do()
    {
        await cluster.View(_customer, "p6");
        await cluster.WaitUntilCountedAsync();
        var recommended = await cluster.Recommend(_customer, new() { Count = 3 });

        var ranked = await Rank(_customer, [.. recommended.Products.Reverse().Select(shown => shown.Product.Value)]);

        Assert.Equal(recommended.Products[0].Score, ranked.Products[0].Score);
        Assert.Equal(recommended.Products[0].Product, ranked.Products[0].Product);
        Assert.Equal(recommended.ModelVersion, ranked.ModelVersion);
    }

    [Fact]
    public async Task Encodes_the_history_once_for_all_pages_until_the_next_interaction()
    {
        await cluster.View(_customer, "p6");
        var before = cluster.Models.Encodings;
        await Rank(_customer, "p1", "p2");
        await Rank(_customer, "p3");
        var afterPages = cluster.Models.Encodings;
        await cluster.View(_customer, "p7");
        await Rank(_customer, "p3");

        Assert.Equal(1, afterPages - before);
        Assert.Equal(2, cluster.Models.Encodings - before);
    }

    [Fact]
    public async Task Keeps_what_the_customer_has_just_seen()
    {
        await cluster.View(_customer, "p6");

        var ranked = await Rank(_customer, "p6", "unheard of");

        Assert.Equal(["p6"], ranked.Products.Select(product => product.Product.Value));
        Assert.Equal(["unheard of"], ranked.Unknown.Select(product => product.Value));
    }

    [Fact]
    public async Task A_model_ranks_for_the_session_of_a_customer_who_is_anonymous()
    {
        var visitor = new CustomerId(CustomerId.AnonymousPrefix + _customer.Value);
        await cluster.View(visitor, "p6");
        await cluster.View(_customer, "p6");

        Assert.Equal(RecommendationTier.Session, (await cluster.Recommend(visitor)).Tier);
        Assert.Equal(RecommendationTier.Session, (await Rank(visitor, "p7")).Tier);
        Assert.Equal(RecommendationTier.Personal, (await Rank(_customer, "p7")).Tier);
    }

    [Fact]
    public async Task Rejects_more_products_than_a_request_may_have()
    {
        var tooMany = Enumerable.Repeat("p1", RankRequest.MaxProducts + 1).ToArray();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => Rank(_customer, tooMany));

        Assert.StartsWith(
            "products: has 1001 products; from 1 to 1000 are allowed", error.Message, StringComparison.Ordinal);
    }

    private Task<RankedList> Rank(CustomerId customer, params string[] products) =>
        cluster.Grains.Recommendations(RetailCluster.Store, customer).Rank(
            new() { Products = [.. products.Select(id => new ProductId(id))] }, TestContext.Current.CancellationToken);
}
