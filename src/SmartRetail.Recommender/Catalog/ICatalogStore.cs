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

    /// <summary>Returns the whole catalog and its version in one consistent read.</summary>
    Task<CatalogContent> LoadAsync(StoreId store, CancellationToken cancellationToken = default);

    /// <summary>Adds or replaces products, all or none; returns the version that holds them.</summary>
    Task<long> PutAsync(
        StoreId store, IReadOnlyList<Product> products, CancellationToken cancellationToken = default);

    /// <summary>Removes a product; returns the new version, or null when there was none.</summary>
    Task<long?> RemoveAsync(StoreId store, ProductId product, CancellationToken cancellationToken = default);
}

public sealed record CatalogContent(long Version, IReadOnlyList<Product> Products);
