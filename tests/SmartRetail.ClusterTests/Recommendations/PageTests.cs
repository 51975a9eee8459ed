using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.ClusterTests.Recommendations;

public sealed class PageTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private readonly CustomerId _customer = RetailCluster.NewCustomer();

    [Fact]
    public async Task A_page_is_made_with_every_interaction_acknowledged_before()
    {
        await cluster.View(_customer, "p1");
        await GetPage(new SlotRequest { Slot = "seen", List = PageList.RecentlyViewed });
        var receipt = await cluster.View(_customer, "p2");

        var page = await GetPage(
            new() { Slot = "seen", List = PageList.RecentlyViewed }, new() { Slot = "hero", List = PageList.ForYou });

        Assert.Equal(receipt.ProfileVersion, page.ProfileVersion);
        Assert.Equal(["p2", "p1"], IdsOf(page.Slots[0]));
        Assert.Equal(10, page.Slots[1].Products.Length);
    }

    [Fact]
    public async Task What_was_bought_comes_again_and_nothing_comes_twice()
    {
        var receipt = await cluster.Record(
            RetailCluster.Interaction(_customer, InteractionKind.Purchase, "p9"),
            RetailCluster.Interaction(_customer, InteractionKind.View, "p10"));

        var page = await GetPage(
            new() { Slot = "hero", List = PageList.ForYou, Count = 12 },
            new() { Slot = "again", List = PageList.BuyAgain },
            new() { Slot = "basket", List = PageList.BoughtTogether, Products = [new("p9"), new("p10")] },
            new() { Slot = "even", List = PageList.Trending, Category = "even", Count = 6 });

        Assert.Equal(["p9"], IdsOf(page.Slots[1]));
        Assert.Equal(receipt.ProfileVersion, page.ProfileVersion);
        Assert.Equal([12, 1, 10, 6], page.Slots.Select(slot => slot.Products.Length));
        Assert.Equal(29, page.Slots.SelectMany(IdsOf).Distinct().Count());
        Assert.Equal(4, page.Slots.Select(slot => slot.RecommendationId).Distinct().Count());
    }

    [Fact]
    public async Task No_slot_shows_a_product_that_was_sold_out_before()
    {
        var product = RetailCluster.Product(33);
        var catalog = cluster.Grains.Catalog(RetailCluster.Store);

        var version = await catalog.Put([product with { Stock = 0 }], TestContext.Current.CancellationToken);
        var page = await GetPage(
            new() { Slot = "a", List = PageList.ForYou, Count = 20 }, new() { Slot = "b", List = PageList.Popular, Count = 20 });
        await catalog.Put([product], TestContext.Current.CancellationToken);

        Assert.Equal(39, page.Slots.Sum(slot => slot.Products.Length));
        Assert.DoesNotContain("p33", page.Slots.SelectMany(IdsOf));
        Assert.Equal(version, page.CatalogVersion);
    }

    [Fact]
    public async Task A_list_for_the_customer_says_how_much_it_knew()
    {
        var page = await GetPage(new() { Slot = "a", List = PageList.ForYou }, new() { Slot = "b", List = PageList.Popular });

        Assert.Equal([RecommendationTier.Popular, null], page.Slots.Select(slot => slot.Tier));
    }

    [Fact]
    public async Task Rejects_a_page_outside_the_limits()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => GetPage());

        Assert.StartsWith("slots: has 0 slots; from 1 to 20 are allowed", error.Message, StringComparison.Ordinal);
    }

    private Task<RecommendationPage> GetPage(params SlotRequest[] slots) =>
        cluster.Grains.Recommendations(RetailCluster.Store, _customer)
            .GetPage(new() { Slots = [.. slots] }, TestContext.Current.CancellationToken);

    private static IEnumerable<string> IdsOf(PageSlot slot) => slot.Products.Select(shown => shown.Product.Value);
}
