using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Partitions;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.ClusterTests.Partitions;

/// <summary>What a cluster ranks whose silos hold a half of the products each, beside one model that holds all.</summary>
public sealed class SplitTests(SplitCluster cluster) : IClassFixture<SplitCluster>
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Each_silo_holds_a_half_and_ranks_as_one_that_holds_all()
    {
        await cluster.ActivateAsync("run-a");
        await Eventually.Get(() => Task.FromResult(HeldBy(0).Concat(HeldBy(1)).Order().ToArray()), IsEachOnce, Within);

        var first = await RankIn(0);
        var second = await RankIn(1);

        Assert.Equal(await RankWholeIn(0, first.Model), first.Products);
        Assert.Equal(first.Products, second.Products);
        Assert.False(first.LacksNetwork);
    }

    [Fact]
    public async Task A_customer_of_a_split_store_gets_a_personal_list()
    {
        await cluster.ActivateAsync("run-b");
        var customer = RetailCluster.NewCustomer();
        await cluster.View(customer, "p34");

        var list = await cluster.Recommend(customer);

        Assert.Equal(RecommendationTier.Personal, list.Tier);
        Assert.Equal(10, list.Products.Length);
    }

    [Fact]
    public async Task Parts_of_another_version_are_never_mixed_in()
    {
        await cluster.ActivateAsync("run-c");
        var next = await cluster.PublishAsync("run-d");
        await ReplicasOf(0).ActivateModelAsync(RetailCluster.Store, new(next), TestContext.Current.CancellationToken);

        var ranked = await RankIn(0);

        Assert.Equal(await RankWholeIn(0, ranked.Model), ranked.Products);
    }

    [Fact]
    public async Task A_product_that_is_sold_out_is_in_no_silo_s_list_once_that_is_acknowledged()
    {
        await cluster.ActivateAsync("run-e");
        var best = (await RankIn(0)).Products[0].Product;
        var product = ReplicasOf(0).Find(RetailCluster.Store)!.Catalog.Find(best)!;
        await cluster.Grains.Catalog(RetailCluster.Store)
            .Put([product with { Available = false }], TestContext.Current.CancellationToken);

        var ranked = await RankIn(1);

        Assert.DoesNotContain(best, ranked.Products.Select(scored => scored.Product));
    }

    private static bool IsEachOnce(int[] held) => held is [0, 1];

    private StoreReplicas ReplicasOf(int silo) =>
        cluster.Silos.Silos[silo].ServiceProvider.GetRequiredService<StoreReplicas>();

    private ImmutableArray<int> HeldBy(int silo) =>
        ReplicasOf(silo).Find(RetailCluster.Store)?.Model is IPartedModel model ? model.Held : [];

    private Task<RankedCandidates> RankIn(int silo) => SplitRanking.RankAsync(cluster.Silos.Silos[silo]);

    private Task<ImmutableArray<ScoredProduct>> RankWholeIn(int silo, ModelVersion? version) =>
        SplitRanking.RankWholeAsync(cluster.Silos.Silos[silo], cluster.RowsOf(version!.Value.Value));
}
