using Microsoft.Extensions.DependencyInjection;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Partitions;

namespace SmartRetail.ClusterTests.Partitions;

/// <summary>A cluster of its own, of which one silo is killed.</summary>
public sealed class LostSiloTests(SplitCluster cluster) : IClassFixture<SplitCluster>
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_killed_silo_s_part_is_read_from_the_file_and_then_taken_over()
    {
        var version = await cluster.ActivateAsync("run-a");
        var (survivor, killed) = (cluster.Silos.Silos[0], cluster.Silos.Silos[1]);
        var model = (IPartedModel)survivor.ServiceProvider.GetRequiredService<StoreReplicas>().Find(RetailCluster.Store)!.Model!;
        var whole = await SplitRanking.RankWholeAsync(survivor, cluster.RowsOf(version.Value));
        await cluster.Silos.KillSiloAsync(killed, TestContext.Current.CancellationToken);

        var atOnce = await SplitRanking.RankAsync(survivor);
        await Eventually.Get(() => Task.FromResult(model.Held.Length), held => held == 2, Within);
        var later = await SplitRanking.RankAsync(survivor);

        Assert.Equal(whole, atOnce.Products);
        Assert.False(atOnce.LacksNetwork);
        Assert.Equal(whole, later.Products);
    }
}
