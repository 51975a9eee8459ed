using System.Collections.Concurrent;
using Orleans.Runtime;
using SmartRetail.Contracts.Attribution;
using SmartRetail.Contracts.Audit;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Customers;
using SmartRetail.Contracts.Imports;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Operations;
using SmartRetail.Contracts.Privacy;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;
using SmartRetail.Contracts.Training;

namespace SmartRetail.UnitTests.Api;

/// <summary>Stands in for a cluster: grains in memory, found by their keys. Holds the stores "shop" and "other".</summary>
internal sealed class InMemoryCluster : IGrainFactory
{
    private readonly ConcurrentDictionary<(Type, string), IAddressable> _grains = new();

    /// <summary>What every call to the cluster fails with; null while it answers.</summary>
    public Exception? Failure { get; set; }

    public TGrain GetGrain<TGrain>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrain : IGrainWithStringKey =>
        (TGrain)_grains.GetOrAdd((typeof(TGrain), primaryKey), key => Make(key.Item1, key.Item2));

    private IAddressable Make(Type grain, string key) => grain switch
    {
        _ when grain == typeof(ICustomerGrain) => new InMemoryCustomer(key),
        _ when grain == typeof(IRecommendationGrain) => new InMemoryRecommendations(key),
        _ when grain == typeof(IStorefrontGrain) => new InMemoryStorefront(this, key),
        _ when grain == typeof(ICatalogGrain) => new InMemoryCatalog((InMemoryStorefront)GetGrain<IStorefrontGrain>(key)),
        _ when grain == typeof(IAttributionGrain) => new InMemoryAttribution(),
        _ when grain == typeof(IPrivacyGrain) => new InMemoryPrivacy(),
        _ when grain == typeof(IImportGrain) => new InMemoryImports(),
        _ when grain == typeof(IStoreGrain) => new InMemoryStore(),
        _ when grain == typeof(IModelTrainerGrain) => new InMemoryTrainer(),
        _ when grain == typeof(IModelRegistryGrain) => new InMemoryModels(),
        _ when grain == typeof(IOperationsGrain) => new InMemoryOperations(),
        _ when grain == typeof(IApiKeysGrain) => new InMemoryApiKeys(),
        _ when grain == typeof(IAuditGrain) => new InMemoryAudit(),
        _ => throw new NotSupportedException($"The API is not meant to call {grain}."),
    };

    public TGrain GetGrain<TGrain>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrain : IGrainWithGuidKey => throw new NotSupportedException();

    public TGrain GetGrain<TGrain>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrain : IGrainWithIntegerKey => throw new NotSupportedException();

    public TGrain GetGrain<TGrain>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrain : IGrainWithGuidCompoundKey => throw new NotSupportedException();

    public TGrain GetGrain<TGrain>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrain : IGrainWithIntegerCompoundKey => throw new NotSupportedException();

    public TObserver CreateObjectReference<TObserver>(IGrainObserver obj)
        where TObserver : IGrainObserver => throw new NotSupportedException();

    public void DeleteObjectReference<TObserver>(IGrainObserver obj)
        where TObserver : IGrainObserver => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) =>
        throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) =>
        throw new NotSupportedException();

    public TGrain GetGrain<TGrain>(GrainId grainId)
        where TGrain : IAddressable => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId) => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => throw new NotSupportedException();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) =>
        throw new NotSupportedException();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => throw new NotSupportedException();
}
