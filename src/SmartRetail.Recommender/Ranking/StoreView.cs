using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Exploration;
using SmartRetail.Recommender.LiveCounts;

namespace SmartRetail.Recommender.Ranking;

/// <summary>What one ranking reads of a store, held together so that it cannot change model in between.</summary>
public sealed record StoreView(CatalogReplica Catalog, StoreCounts Counts, ISequenceModel? Model)
{
    /// <summary>The products that the model was trained without.</summary>
    public Newcomers Newcomers { get; init; } = Newcomers.None;

    /// <summary>The products that lists may try.</summary>
    public ExplorationPool Pool { get; init; } = ExplorationPool.Empty;
}
