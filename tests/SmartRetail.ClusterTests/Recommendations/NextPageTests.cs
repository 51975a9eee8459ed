using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.ClusterTests.Recommendations;

/// <summary>The store has 40 products, p1 to p40; the silos keep 12 candidates of each customer.</summary>
public sealed class NextPageTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private readonly CustomerId _customer = RetailCluster.NewCustomer();

    [Fact]
    public async Task Pages_together_are_the_whole_list()
    {
        await cluster.View(_customer, "p6");
        var whole = await cluster.Recommend(_customer, new() { Count = 39 });

        var first = await cluster.Recommend(_customer, new() { Count = 13 });
        var second = await Next(first, 13);
        var third = await Next(second, 13);

        // In which order is tested without a cluster, whose counts go on meanwhile.
        Assert.Equal(IdsOf(whole).Order(), IdsOf(first).Concat(IdsOf(second)).Concat(IdsOf(third)).Order());
        Assert.Equal([1, 13], [second.Products[0].Position, second.Products[^1].Position]);
        Assert.NotEqual(first.RecommendationId, second.RecommendationId);
    }

    [Fact]
    public async Task The_same_page_is_the_same_list_again()
    {
        var first = await cluster.Recommend(_customer, new() { Count = 5 });

        Assert.Equal(IdsOf(await Next(first, 5)), IdsOf(await Next(first, 5)));
    }

    [Fact]
    public async Task A_page_is_ranked_with_what_was_done_on_the_page_before_and_repeats_nothing()
    {
        await cluster.View(_customer, "p1");
        var first = await cluster.Recommend(_customer, new() { Count = 10 });
        var receipt = await cluster.View(_customer, first.Products[4].Product.Value);
        var second = await Next(first, 10);
        await cluster.View(_customer, second.Products[2].Product.Value);
        var third = await Next(second, 10);

        Assert.Equal(receipt.ProfileVersion, second.ProfileVersion);
        Assert.Equal(30, IdsOf(first).Concat(IdsOf(second)).Concat(IdsOf(third)).Distinct().Count());
    }

    [Fact]
    public async Task A_grain_that_was_lost_between_pages_repeats_nothing()
    {
        await cluster.View(_customer, "p1");
        var first = await cluster.Recommend(_customer, new() { Count = 10 });
        await cluster.Silos.DeactivateAsync(cluster.Grains.Recommendations(RetailCluster.Store, _customer));

        var second = await Next(first, 10);

        Assert.Equal(20, IdsOf(first).Concat(IdsOf(second)).Distinct().Count());
    }

    [Fact]
    public async Task The_last_page_is_what_is_left_and_names_no_next_one()
    {
        var first = await cluster.Recommend(_customer, new() { Count = 30 });

        var second = await Next(first, 30);

        Assert.Equal(10, second.Products.Length);
        Assert.NotNull(first.Next);
        Assert.Null(second.Next);
    }

    private Task<RecommendationList> Next(RecommendationList list, int count) =>
        cluster.Recommend(_customer, new() { Count = count, After = list.Next });

    private static IEnumerable<string> IdsOf(RecommendationList list) => list.Products.Select(shown => shown.Product.Value);
}
