using SmartRetail.Contracts;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Exploration;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Retrieval;

namespace SmartRetail.Grains.Replicas;

/// <summary>One silo's copy of what ranking a store needs. Soft state: made again from the databases at start.</summary>
internal sealed class StoreReplica(StoreId store, CatalogReplica catalog, StoreCounts counts, CatalogLease lease)
{
    private StoreItems _items = new(catalog, model: null);
    private Newcomers _newcomers = Newcomers.None;
    private ExplorationPool _pool = ExplorationPool.Empty;

    public StoreId Store => store;

    public CatalogReplica Catalog => catalog;

    public StoreCounts Counts => counts;

    /// <summary>Without it nothing may be answered from the catalog.</summary>
    public CatalogLease Lease => lease;

    /// <summary>The catalog's newest load after a missed change. Belongs to <see cref="CatalogWatch"/>.</summary>
    public Task Reloading { get; set; } = Task.CompletedTask;

    public ISequenceModel? Model => Volatile.Read(ref _items).Model;

    /// <summary>The products that lists may try; as new as the last look at how they fare.</summary>
    public ExplorationPool Pool
    {
        get => Volatile.Read(ref _pool);
        set => Volatile.Write(ref _pool, value);
    }

    public StoreView View
    {
        get
        {
            var items = Volatile.Read(ref _items);
            return new(catalog, counts, items.Model) { Items = items, Pool = Pool, Newcomers = Volatile.Read(ref _newcomers) };
        }
    }

    /// <summary>Looks at which products the model was trained without. Only one caller at a time.</summary>
    public void UpdateNewcomers() => Volatile.Write(ref _newcomers, _newcomers.Update(catalog, Model));

    /// <summary>Switches for every ranking that begins from now on; one that has begun keeps the model it has.</summary>
    public void Activate(ISequenceModel model) => Volatile.Write(ref _items, new(catalog, model));
}
