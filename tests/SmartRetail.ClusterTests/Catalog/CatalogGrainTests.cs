using Microsoft.Extensions.DependencyInjection;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Grains.Replicas;

namespace SmartRetail.ClusterTests.Catalog;

/// <summary>Changes that name only what changes.</summary>
public sealed class CatalogGrainTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ICatalogGrain Catalog => cluster.Grains.Catalog(RetailCluster.Store);

    [Fact]
    public async Task A_changed_field_is_in_every_silo_when_the_change_is_acknowledged_and_the_others_stay()
    {
        var outcome = await Catalog.Patch([new() { Product = new("p7"), Stock = 5 }], Cancellation);

        Assert.NotNull(outcome.Version);
        Assert.Equal([("Product number 7", 5), ("Product number 7", 5)], InEverySilo("p7"));
    }

    [Fact]
    public async Task A_product_that_is_not_there_refuses_all_changes_of_the_call()
    {
        var outcome = await Catalog.Patch(
            [new() { Product = new("p8"), Stock = 5 }, new() { Product = new("unheard-of"), Stock = 5 }], Cancellation);

        Assert.Equal((null, new RefusedPatch(new("unheard-of"), null)), (outcome.Version, Assert.Single(outcome.Refused)));
        Assert.Equal([("Product number 8", null), ("Product number 8", null)], InEverySilo("p8"));
    }

    private IEnumerable<(string?, int?)> InEverySilo(string product) => cluster.Silos.Silos
        .Select(silo => silo.ServiceProvider.GetRequiredService<StoreReplicas>().Find(RetailCluster.Store)!.Catalog.Find(new(product)))
        .Select(found => (found?.Title, found?.Stock));
}
