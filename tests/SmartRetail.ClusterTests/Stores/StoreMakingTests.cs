using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.ClusterTests.Stores;

public sealed class StoreMakingTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_was_made_takes_products_at_once_and_made_again_stays_as_it_is()
    {
        var store = new StoreId("made");
        var lamp = new Product { Id = new("lamp"), Title = "Lamp", Category = "light", Price = 9 };

        await cluster.Grains.Operations().MakeStore(store, Cancellation);
        var isThere = await cluster.Grains.Storefront(store).Exists(Cancellation);
        await cluster.Grains.Catalog(store).Put([lamp], Cancellation);
        await cluster.Grains.Operations().MakeStore(store, Cancellation);

        Assert.True(isThere);
        Assert.Equal("Lamp", (await cluster.Grains.Storefront(store).GetProduct(lamp.Id, Cancellation))?.Title);
        Assert.Contains(store, await cluster.Grains.Operations().ListStores(Cancellation));
    }

    [Fact]
    public async Task A_name_that_no_store_can_have_makes_none()
    {
        var stores = await cluster.Grains.Operations().ListStores(Cancellation);

        await Assert.ThrowsAsync<ArgumentException>(
            () => cluster.Grains.Operations().MakeStore(new("Not one"), Cancellation));

        Assert.Equal(stores, await cluster.Grains.Operations().ListStores(Cancellation));
    }
}
