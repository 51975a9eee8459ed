using SmartRetail.ClusterTests.Processes;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.ClusterTests.Recommendations;

/// <summary>What is known of these lists before anything happened; what they are made of is tested without a cluster.</summary>
public sealed class StorefrontListTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private IStorefrontGrain Storefront => cluster.Grains.Storefront(RetailCluster.Store);

    [Fact]
    public async Task Trending_products_fill_up_from_the_catalog()
    {
        var list = await Storefront.GetTrending("even", 5, TestContext.Current.CancellationToken);

        Assert.Equal(5, list.Products.Length);
        Assert.All(list.Products, listed => Assert.Equal(0, int.Parse(listed.Product.Value[1..], null) % 2));
    }

    [Fact]
    public async Task An_order_is_counted_once_it_has_reached_the_silo()
    {
        var customer = RetailCluster.NewCustomer();
        await cluster.Record(
            RetailCluster.Interaction(customer, InteractionKind.Purchase, "p31"),
            RetailCluster.Interaction(customer, InteractionKind.Purchase, "p32"));

        var withProduct = await WaitForOrders(
            async () => (await Storefront.GetBoughtTogether(new("p31"), 3, TestContext.Current.CancellationToken))!);
        var withBasket = await WaitForOrders(() => Storefront.GetBasketCompanions(
            [new("p31"), new("p1")], 3, TestContext.Current.CancellationToken));

        Assert.Equal(new ProductId("p32"), withProduct.Product);
        Assert.Equal(new ProductId("p32"), withBasket.Product);
    }

    [Fact]
    public async Task A_product_that_the_catalog_does_not_have_has_no_list() => Assert.Null(
        await Storefront.GetBoughtTogether(new("unheard of"), 3, TestContext.Current.CancellationToken));

    [Fact]
    public async Task Products_that_are_asked_for_by_id_come_once_in_that_order_without_those_that_are_not_there()
    {
        var page = await Storefront.Search(
            new() { Products = [new("p31"), new("unheard of"), new("p2"), new("p31")] }, TestContext.Current.CancellationToken);

        Assert.Equal(["p31", "p2"], page.Products.Select(product => product.Id.Value));
        Assert.Equal(2, page.Total);
    }

    [Fact]
    public async Task Rejects_a_basket_beyond_its_bound()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Storefront.GetBasketCompanions(
            [.. Enumerable.Repeat(new ProductId("p1"), 101)], 3, TestContext.Current.CancellationToken));

        Assert.StartsWith("products: must be from 1 to 100", error.Message, StringComparison.Ordinal);
    }

    // Each silo follows the log by itself.
    private static Task<ListedProduct> WaitForOrders(Func<Task<FilledList>> list) => Eventually.Get(
        async () => (await list()).Products[0],
        listed => listed.Basis == ListBasis.BoughtTogether,
        within: TimeSpan.FromSeconds(20));
}
