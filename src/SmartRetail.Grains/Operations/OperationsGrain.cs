using System.Collections.Immutable;
using Orleans.Concurrency;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Operations;
using SmartRetail.Grains.Replicas;

namespace SmartRetail.Grains.Operations;

/// <summary>Gathers what the console shows. Keeps nothing.</summary>
[GrainType("operations")]
[StatelessWorker(1)]
internal sealed class OperationsGrain(
    ClusterSilos silos, StoreReplicas replicas, IServingReadiness readiness, TimeProvider clock) : Grain, IOperationsGrain
{
    public async Task<ClusterOverview> GetOverview(CancellationToken cancellationToken) =>
        new(clock.GetUtcNow(), await silos.Report());

    public Task<ImmutableArray<StoreId>> ListStores(CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<StoreId>>(
            [.. replicas.All.Select(replica => replica.Store).OrderBy(store => store.Value, StringComparer.Ordinal)]);

    public Task<ClusterConditions> GetConditions(CancellationToken cancellationToken) =>
        Task.FromResult(new ClusterConditions(!readiness.IsDatabaseAway, silos.Training.Count));
}
