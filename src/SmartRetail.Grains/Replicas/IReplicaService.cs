using System.Collections.Immutable;
using Orleans.Services;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.Grains.Replicas;

/// <summary>What must reach every serving silo, one instance a silo, called by silo address.</summary>
[Alias("IReplicaService")]
internal interface IReplicaService : IGrainService
{
    /// <summary>Applies the one change that made the version, or loads the catalog when a change before it is missing.</summary>
    [Alias("ApplyCatalog"), ResponseTimeout("00:00:01")]
    Task ApplyCatalog(StoreId store, long version, ImmutableArray<Product> put, ImmutableArray<ProductId> removed);

    /// <summary>As <see cref="ApplyCatalog"/>, for a change of the settings.</summary>
    [Alias("ApplySettings"), ResponseTimeout("00:00:01")]
    Task ApplySettings(StoreId store, long version, SavedSettings settings);

    /// <summary>Loads the catalog unless this version, or a later one, is here.</summary>
    [Alias("CatchUpCatalog"), ResponseTimeout("00:00:01")]
    Task CatchUpCatalog(StoreId store, long version);

    [Alias("ActivateModel"), ResponseTimeout("00:00:10")]
    Task ActivateModel(StoreId store, ModelRelease release);

    /// <summary>Forgets what this silo itself has of customers who were erased.</summary>
    [Alias("ForgetCustomers"), ResponseTimeout("00:00:05")]
    Task ForgetCustomers(StoreId store, ImmutableArray<CustomerId> customers);

    /// <summary>Ranks with the plan's candidate beside the active model, or without a plan with none; returns when it does.</summary>
    [Alias("FollowShadow"), ResponseTimeout("00:00:10")]
    Task FollowShadow(StoreId store, ShadowPlan? plan, ModelRelease release);

    /// <summary>Returns what this silo has counted of the plan's candidate; null where it had none of it.</summary>
    [Alias("ReadShadow"), ResponseTimeout("00:00:01")]
    Task<ShadowFigures?> ReadShadow(StoreId store, ShadowPlan plan);
}
