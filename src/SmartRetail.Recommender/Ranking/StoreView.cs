using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Exploration;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Retrieval;

namespace SmartRetail.Recommender.Ranking;

/// <summary>What one ranking reads of a store, held together so that it cannot change model in between.</summary>
public sealed record StoreView(CatalogReplica Catalog, StoreCounts Counts, ISequenceModel? Model)
{
    /// <summary>What the catalog says of the model's items; worth to be kept as long as the model.</summary>
    public StoreItems Items
    {
        get => field ??= new(Catalog, Model);
        init;
    }

    /// <summary>The products that the model was trained without.</summary>
    public Newcomers Newcomers { get; init; } = Newcomers.None;

    /// <summary>The products that lists may try.</summary>
    public ExplorationPool Pool { get; init; } = ExplorationPool.Empty;
}
