using System.Diagnostics;
using SmartRetail.Contracts;

namespace SmartRetail.ClusterTests.Recommendations;

/// <summary>A cluster of its own, with a model: it ranks the product behind the newest one first.</summary>
public sealed class NewcomerTests(RetailCluster cluster) : IClassFixture<RetailCluster>, IAsyncLifetime
{
    private readonly CustomerId _customer = RetailCluster.NewCustomer();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var registry = cluster.Grains.ModelRegistry(RetailCluster.Store);
        await registry.Activate(await registry.Publish(new("run-a"), "0", cancellationToken: Cancellation), cancellationToken: Cancellation);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Recommends_a_new_product_by_its_content_within_a_second_of_its_catalog_call()
    {
        await cluster.View(_customer, "p7");
        await cluster.Recommend(_customer);

        // Like p8, which the model shows to who has looked at p7, and which the store sells already.
        await cluster.Grains.Catalog(RetailCluster.Store).Put(
            [RetailCluster.Product(8) with { Id = new("newcomer"), Title = "Product number 8 of next year" }], Cancellation);
        var called = Stopwatch.GetTimestamp();
        var list = await Eventually.Get(
            () => cluster.Recommend(_customer),
            found => found.Products.Any(shown => shown.Product.Value == "newcomer"),
            TimeSpan.FromSeconds(5));

        Assert.InRange(Stopwatch.GetElapsedTime(called), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal("p8 newcomer", string.Join(' ', list.Products.Take(2).Select(shown => shown.Product.Value)));
    }
}
