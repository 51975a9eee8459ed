using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Operations;
using SmartRetail.Grains.Operations;

namespace SmartRetail.Grains.Replicas;

/// <summary>This silo's end of <see cref="IReplicaService"/>.</summary>
[Orleans.Concurrency.Reentrant]
internal sealed class ReplicaService(
    GrainId id, Silo silo, ILoggerFactory loggers, StoreReplicas replicas, ServingMeters meters)
    : GrainService(id, silo, loggers), IReplicaService
{
    public Task ApplyCatalog(
        StoreId store, long version, ImmutableArray<Product> put, ImmutableArray<ProductId> removed) =>
        replicas.ApplyCatalogAsync(store, version, put, removed);

    public Task ActivateModel(StoreId store, ModelVersion version) => replicas.ActivateModelAsync(store, version);

    public Task<SiloFigures> GetFigures() => Task.FromResult(meters.Read());
}
