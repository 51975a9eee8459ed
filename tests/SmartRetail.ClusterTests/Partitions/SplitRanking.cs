using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Ranking;
using SmartRetail.UnitTests.Partitions;

namespace SmartRetail.ClusterTests.Partitions;

/// <summary>Ranks for one customer in one silo, by the silo's own model or by one that holds all.</summary>
internal static class SplitRanking
{
    private static readonly RankingInput Input = new(
        1,
        [new(DirectedRows.Id(34), InteractionKind.View, DateTimeOffset.UnixEpoch)],
        ImmutableDictionary<Contracts.ProductId, DateTimeOffset>.Empty,
        [],
        []);

    public static Task<RankedCandidates> RankAsync(InProcessSiloHandle silo) => RankAsync(silo, ViewOf(silo));

    public static async Task<ImmutableArray<ScoredProduct>> RankWholeAsync(InProcessSiloHandle silo, DirectedRows rows)
    {
        var view = ViewOf(silo);
        return (await RankAsync(silo, new(view.Catalog, view.Counts, rows.Whole()))).Products;
    }

    private static Task<RankedCandidates> RankAsync(InProcessSiloHandle silo, StoreView view) =>
        silo.ServiceProvider.GetRequiredService<RankingPipeline>()
            .RankAsync(Input, view, new(view.Catalog), 100, TestContext.Current.CancellationToken);

    private static StoreView ViewOf(InProcessSiloHandle silo) =>
        silo.ServiceProvider.GetRequiredService<StoreReplicas>().Find(RetailCluster.Store)!.View;
}
