using System.Collections.Immutable;
using Orleans.Concurrency;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Operations;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Catalog;

namespace SmartRetail.Grains.Operations;

/// <summary>Gathers what the console shows. Keeps nothing.</summary>
[GrainType("operations")]
[StatelessWorker(1)]
internal sealed class OperationsGrain(
    ClusterSilos silos,
    StoreReplicas replicas,
    ICatalogStore catalogs,
    ServingSilos serving,
    IServingReadiness readiness,
    TimeProvider clock) : Grain, IOperationsGrain
{
    public async Task<ClusterOverview> GetOverview(CancellationToken cancellationToken) =>
        new(clock.GetUtcNow(), await silos.Report());

    public Task<ImmutableArray<StoreId>> ListStores(CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<StoreId>>(
            [.. replicas.All.Select(replica => replica.Store).OrderBy(store => store.Value, StringComparer.Ordinal)]);

    public async Task MakeStore(StoreId store, CancellationToken cancellationToken)
    {
        await catalogs.CreateStoreAsync(store, cancellationToken);
        await serving.SpreadCatalog(silo => silo.CatchUpCatalog(store, 0));
    }

    public Task<ClusterConditions> GetConditions(CancellationToken cancellationToken) =>
        Task.FromResult(new ClusterConditions(!readiness.IsDatabaseAway, silos.Training.Count));
}
