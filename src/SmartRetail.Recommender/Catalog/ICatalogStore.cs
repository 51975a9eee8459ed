using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Recommender.Catalog;

/// <summary>The stores and their products as the database holds them.</summary>
public interface ICatalogStore
{
    Task<IReadOnlyList<StoreId>> ListStoresAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes the store exist; a store that exists is left as it is.</summary>
    Task CreateStoreAsync(StoreId store, CancellationToken cancellationToken = default);

    /// <summary>Returns the catalog's version; 0 for an empty catalog, null for a store that does not exist.</summary>
    Task<long?> GetVersionAsync(StoreId store, CancellationToken cancellationToken = default);

    /// <summary>Returns the version of every store's catalog: what a follower compares several times a second.</summary>
    Task<IReadOnlyDictionary<StoreId, long>> ListVersionsAsync(CancellationToken cancellationToken = default);

    /// <summary>Returns the whole catalog and its version in one consistent read.</summary>
    Task<CatalogContent> LoadAsync(StoreId store, CancellationToken cancellationToken = default);

    /// <summary>Adds or replaces products, all or none; returns the version that holds them, and whether they made it.</summary>
    Task<CatalogChange> PutAsync(
        StoreId store, IReadOnlyList<Product> products, CancellationToken cancellationToken = default);

    /// <summary>Removes a product; returns the new version, or null when there was none.</summary>
    Task<long?> RemoveAsync(StoreId store, ProductId product, CancellationToken cancellationToken = default);
}

/// <param name="IsNew">Whether the change made the version; false when all was there as it is.</param>
public readonly record struct CatalogChange(long Version, bool IsNew);

public sealed record CatalogContent(long Version, IReadOnlyList<Product> Products);
