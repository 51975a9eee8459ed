using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.ClusterTests.Recommendations;

public sealed class RecommendationGrainTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private readonly CustomerId _customer = RetailCluster.NewCustomer();

    [Fact]
    public async Task Ranks_with_every_interaction_acknowledged_before()
    {
        for (var product = 1; product <= 10; product++)
        {
            var receipt = await cluster.View(_customer, $"p{product}");
            var list = await cluster.Recommend(_customer);

            Assert.Equal(receipt.ProfileVersion, list.ProfileVersion);
        }
    }

    [Fact]
    public async Task Reuses_the_ranking_until_the_next_interaction()
    {
        await cluster.View(_customer, "p1");
        var first = await cluster.Recommend(_customer);
        var reused = await cluster.Recommend(_customer);
        await cluster.View(_customer, "p2");
        var next = await cluster.Recommend(_customer);

        Assert.Equal(first.Products.Select(shown => shown.Product), reused.Products.Select(shown => shown.Product));
        Assert.Equal(1, reused.ProfileVersion);
        Assert.Equal(2, next.ProfileVersion);
    }

    [Fact]
    public async Task Ranks_anew_though_the_customer_was_activated_again_in_between()
    {
        await cluster.View(_customer, "p1");
        await cluster.Recommend(_customer);
        await cluster.Silos.DeactivateAsync(cluster.Grains.Customer(RetailCluster.Store, _customer));

        var receipt = await cluster.View(_customer, "p2");
        var list = await cluster.Recommend(_customer);

        Assert.Equal(receipt.ProfileVersion, list.ProfileVersion);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ranks_anew_after_an_interaction_that_was_sent_twice(bool isActivatedAgain)
    {
        var sent = RetailCluster.Interaction(_customer, InteractionKind.View, "p1");
        await cluster.Record(sent);
        await cluster.Recommend(_customer);
        if (isActivatedAgain)
        {
            await cluster.Silos.DeactivateAsync(cluster.Grains.Customer(RetailCluster.Store, _customer));
        }

        // Nothing new for the reader, who goes on with what it has and must be told of the next one all the same.
        await cluster.Record(sent);
        var reused = await cluster.Recommend(_customer);
        await cluster.View(_customer, "p2");
        var next = await cluster.Recommend(_customer);

        Assert.Equal(1, reused.ProfileVersion);
        Assert.Equal(2, next.ProfileVersion);
    }

    [Fact]
    public async Task Fills_the_list_of_a_customer_nothing_is_known_of()
    {
        var list = await cluster.Recommend(_customer);

        Assert.Equal(RecommendationTier.Popular, list.Tier);
        Assert.Equal(10, list.Products.Length);
        Assert.Equal(Enumerable.Range(1, 10), list.Products.Select(shown => shown.Position));
    }

    [Fact]
    public async Task Fills_the_list_within_a_narrow_filter()
    {
        await cluster.View(_customer, "p1");

        var list = await cluster.Recommend(
            _customer, new() { Count = 6, Category = "even", MinPrice = 20, MaxPrice = 30 });

        Assert.Equal(
            ["p20", "p22", "p24", "p26", "p28", "p30"],
            list.Products.Select(shown => shown.Product.Value).Order());
    }

    [Fact]
    public async Task Never_shows_a_product_that_was_sold_out_after_it_was_ranked()
    {
        await cluster.View(_customer, "p1");
        var before = await cluster.Recommend(_customer);
        var soldOut = before.Products[0].Product;
        var catalog = cluster.Grains.Catalog(RetailCluster.Store);
        var product = await cluster.Grains.Storefront(RetailCluster.Store)
            .GetProduct(soldOut, TestContext.Current.CancellationToken);

        var version = await catalog.Put([product! with { Stock = 0 }], TestContext.Current.CancellationToken);
        var after = await cluster.Recommend(_customer);
        await catalog.Put([product], TestContext.Current.CancellationToken);

        Assert.DoesNotContain(soldOut, after.Products.Select(shown => shown.Product));
        Assert.Equal(10, after.Products.Length);
        Assert.Equal(version, after.CatalogVersion);
    }

    [Fact]
    public async Task Leaves_out_what_the_customer_dislikes_from_the_next_list_on()
    {
        await cluster.View(_customer, "p1");
        var before = await cluster.Recommend(_customer);
        var disliked = before.Products[0].Product;

        await cluster.Record(RetailCluster.Interaction(_customer, InteractionKind.Dislike, disliked.Value));
        var after = await cluster.Recommend(_customer);

        Assert.DoesNotContain(disliked, after.Products.Select(shown => shown.Product));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(RecommendationRequest.MaxCount + 1)]
    public async Task Rejects_a_count_outside_the_limits(int count)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => cluster.Recommend(_customer, new() { Count = count }));

        Assert.StartsWith("count: must be from 1 to 100", error.Message, StringComparison.Ordinal);
    }
}
