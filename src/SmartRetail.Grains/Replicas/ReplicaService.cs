using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Stores;
using SmartRetail.Grains.Shadows;

namespace SmartRetail.Grains.Replicas;

/// <summary>This silo's end of <see cref="IReplicaService"/>.</summary>
[Orleans.Concurrency.Reentrant]
internal sealed class ReplicaService(
    GrainId id, Silo silo, ILoggerFactory loggers, StoreReplicas replicas, ShadowScoring shadows)
    : GrainService(id, silo, loggers), IReplicaService
{
    public Task ApplyCatalog(
        StoreId store, long version, ImmutableArray<Product> put, ImmutableArray<ProductId> removed) =>
        replicas.ApplyCatalogAsync(store, version, put, removed);

    public Task ApplySettings(StoreId store, long version, SavedSettings settings) =>
        replicas.ApplyCatalogAsync(store, version, [], [], settings);

    public Task CatchUpCatalog(StoreId store, long version) => replicas.CatchUpCatalogAsync(store, version);

    public Task ForgetCustomers(StoreId store, ImmutableArray<CustomerId> customers) =>
        replicas.ForgetCustomersAsync(store, customers);

    public Task ActivateModel(StoreId store, ModelRelease release) => replicas.ActivateModelAsync(store, release);

    public Task FollowShadow(StoreId store, ShadowPlan? plan, ModelRelease release) => shadows.FollowAsync(store, plan, release);

    public Task<ShadowFigures?> ReadShadow(StoreId store, ShadowPlan plan) => Task.FromResult(shadows.Read(store, plan));
}
