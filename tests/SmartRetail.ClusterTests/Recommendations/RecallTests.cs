using SmartRetail.ClusterTests.Processes;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.ClusterTests.Recommendations;

public sealed class RecallTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private readonly CustomerId _customer = RetailCluster.NewCustomer();

    [Fact]
    public async Task A_list_is_recalled_as_it_was_answered_whatever_has_happened_since()
    {
        await cluster.View(_customer, "p6");
        var list = await cluster.Recommend(_customer, new() { Count = 4, Slot = "home" });
        await cluster.View(_customer, "p7");

        var record = await Recall(list.RecommendationId);

        Assert.Equal(
            list.Products.Select(shown => (shown.Product, shown.Position)),
            record.Products.Select(shown => (shown.Product, shown.Position)));
        Assert.Equal(
            (list.ProfileVersion, list.ModelVersion, list.CatalogVersion, list.Tier, "home"),
            (record.ProfileVersion, record.ModelVersion, record.CatalogVersion, record.Tier, record.Slot));
    }

    [Fact]
    public async Task A_list_of_another_customer_is_not_recalled()
    {
        var list = await cluster.Recommend(_customer);
        await Recall(list.RecommendationId);

        Assert.Null(await Find(RetailCluster.NewCustomer(), list.RecommendationId));
    }

    // Lists are recorded behind their answers.
    private async Task<RecommendationRecord> Recall(RecommendationId recommendation) => (await Eventually.Get(
        () => Find(_customer, recommendation), record => record is not null, within: TimeSpan.FromSeconds(20)))!;

    private Task<RecommendationRecord?> Find(CustomerId customer, RecommendationId recommendation) =>
        cluster.Grains.Recommendations(RetailCluster.Store, customer)
            .Recall(recommendation, TestContext.Current.CancellationToken);
}
