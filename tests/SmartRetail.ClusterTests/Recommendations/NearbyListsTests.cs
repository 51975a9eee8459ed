using Microsoft.Extensions.DependencyInjection;
using SmartRetail.ClusterTests.Processes;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Privacy;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.ClusterTests.Recommendations;

public sealed class NearbyListsTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private static readonly RecommendationRequest Request = new() { Count = 5, Slot = "home" };

    private readonly CustomerId _customer = RetailCluster.NewCustomer();

    [Fact]
    public async Task A_list_that_was_answered_is_found_in_the_silo_of_its_grain_alone()
    {
        await cluster.View(_customer, "p1");
        var answered = await cluster.Recommend(_customer, Request);

        var found = FindAll(Request);

        var list = Assert.Single(found);
        Assert.NotEqual(answered.RecommendationId, list.RecommendationId);
        Assert.Equal(answered.Products, list.Products);
        Assert.Equal(
            (_customer, answered.ProfileVersion, answered.CatalogVersion, answered.Tier),
            (list.Customer, list.ProfileVersion, list.CatalogVersion, list.Tier));
    }

    [Fact]
    public async Task No_list_is_found_from_before_an_acknowledged_interaction()
    {
        await cluster.View(_customer, "p1");
        await cluster.Recommend(_customer, Request);
        await cluster.View(_customer, "p2");

        Assert.Empty(FindAll(Request));
    }

    [Fact]
    public async Task No_list_is_found_that_does_not_know_of_what_the_caller_does()
    {
        var receipt = await cluster.View(_customer, "p1");
        await cluster.Recommend(_customer, Request);

        Assert.Single(FindAll(Request with { LeastProfileVersion = receipt.ProfileVersion }));
        Assert.Empty(FindAll(Request with { LeastProfileVersion = receipt.ProfileVersion + 1 }));
    }

    [Fact]
    public async Task No_list_is_found_from_before_a_change_of_the_catalog()
    {
        await cluster.Recommend(_customer, Request);
        await cluster.Grains.Catalog(RetailCluster.Store)
            .Put([RetailCluster.Product(40) with { Stock = 0 }], TestContext.Current.CancellationToken);

        Assert.Empty(FindAll(Request));
    }

    [Fact]
    public async Task Only_what_was_asked_for_last_is_found()
    {
        await cluster.Recommend(_customer, Request);

        Assert.Empty(FindAll(Request with { Count = 6 }));
        Assert.Empty(FindAll(Request with { Exclude = [new("p1")] }));
        Assert.Empty(FindAll(Request with { Explain = true }));
    }

    [Fact]
    public async Task Nothing_is_found_when_the_grain_has_left_or_was_told_to_forget()
    {
        await cluster.Recommend(_customer, Request);
        await cluster.Silos.DeactivateAsync(cluster.Grains.Recommendations(RetailCluster.Store, _customer));
        var afterLeaving = FindAll(Request);
        await cluster.Recommend(_customer, Request);
        await cluster.Grains.Privacy(RetailCluster.Store)
            .Erase(ErasureId.New(), _customer, TestContext.Current.CancellationToken);

        Assert.Empty(afterLeaving);
        Assert.Empty(FindAll(Request));
    }

    [Fact]
    public async Task What_is_found_is_recorded_as_shown()
    {
        await cluster.Recommend(_customer, Request);
        var list = Assert.Single(FindAll(Request));

        var record = await Eventually.Get(
            () => cluster.Grains.Recommendations(RetailCluster.Store, _customer)
                .Recall(list.RecommendationId, TestContext.Current.CancellationToken),
            found => found is not null,
            TimeSpan.FromSeconds(10));

        Assert.Equal(list.Products.Select(shown => shown.Product), record!.Products.Select(recorded => recorded.Product));
        Assert.Equal("home", record.Slot);
    }

    private List<RecommendationList> FindAll(RecommendationRequest request) =>
    [
        .. cluster.Silos.Silos
            .Select(silo => silo.ServiceProvider.GetRequiredService<INearbyLists>().Find(RetailCluster.Store, _customer, request))
            .OfType<RecommendationList>(),
    ];
}
