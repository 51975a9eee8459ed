using System.Collections.Immutable;
using Orleans.Services;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Operations;

namespace SmartRetail.Grains.Replicas;

/// <summary>What must reach every silo, one instance a silo, called by silo address.</summary>
[Alias("IReplicaService")]
internal interface IReplicaService : IGrainService
{
    [Alias("ApplyCatalog"), ResponseTimeout("00:00:01")]
    Task ApplyCatalog(StoreId store, long version, ImmutableArray<Product> put, ImmutableArray<ProductId> removed);

    [Alias("ActivateModel"), ResponseTimeout("00:00:10")]
    Task ActivateModel(StoreId store, ModelVersion version);

    [Alias("GetFigures"), ResponseTimeout("00:00:01")]
    Task<SiloFigures> GetFigures();
}
