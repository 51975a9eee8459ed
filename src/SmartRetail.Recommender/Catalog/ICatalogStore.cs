using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.Recommender.Catalog;

/// <summary>
/// The stores with their products and settings as the database holds them. One version, the catalog's, counts the changes
/// of both: who has it has all.
/// </summary>
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

    /// <summary>
    /// Returns what changed after a version, in one consistent read: it costs what changed, and not what there is. Null when that is
    /// not known any more, or there is no such version.
    /// </summary>
    Task<CatalogChanges?> LoadChangesAsync(StoreId store, long afterVersion, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the products as they were at a version; null when that is not known any more: changes can be undone for 30 days.
    /// </summary>
    Task<IReadOnlyList<Product>?> FindProductsAsync(
        StoreId store, long version, CancellationToken cancellationToken = default);

    /// <summary>Adds or replaces products, all or none; returns the version that holds them, and whether they made it.</summary>
    Task<CatalogChange> PutAsync(
        StoreId store, IReadOnlyList<Product> products, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes products, all or none, in one step with reading them: nothing that another writer puts in between is lost.
    /// </summary>
    Task<CatalogPatch> PatchAsync(
        StoreId store, IReadOnlyList<ProductPatch> patches, CancellationToken cancellationToken = default);

    /// <summary>Removes those of the products that there are, in one step, and returns them.</summary>
    Task<CatalogRemoval> RemoveAsync(
        StoreId store, IReadOnlyList<ProductId> products, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the settings of a version, or the newest without one; null when that version is not kept. A store that never
    /// saved any has <see cref="SavedSettings.None"/>.
    /// </summary>
    Task<SavedSettings?> FindSettingsAsync(
        StoreId store, long? version = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Saves settings as the next version, if the newest is the expected one or none is expected; returns what holds then.
    /// Settings that hold already make no version.
    /// </summary>
    Task<SettingsChange> PutSettingsAsync(
        StoreId store, StoreSettings settings, long? expectedVersion, CancellationToken cancellationToken = default);
}

/// <param name="IsNew">Whether the change made the version; false when all was there as it is.</param>
public readonly record struct CatalogChange(long Version, bool IsNew);

/// <param name="Change">The version that has none of them; new when there was one.</param>
/// <param name="Products">Those that there were.</param>
public sealed record CatalogRemoval(CatalogChange Change, IReadOnlyList<ProductId> Products);

public sealed record CatalogContent(long Version, IReadOnlyList<Product> Products)
{
    public SavedSettings Settings { get; init; } = SavedSettings.None;
}

/// <param name="Newest">The settings that hold: those to be saved, or others when a version was not the expected one.</param>
/// <param name="CatalogVersion">The catalog's version that holds them.</param>
/// <param name="IsNew">Whether the change made the versions.</param>
/// <param name="IsSaved">False when another version than the expected one holds.</param>
[GenerateSerializer, Immutable, Alias("SettingsChange")]
public sealed record SettingsChange(
    [property: Id(0)] SavedSettings Newest,
    [property: Id(1)] long CatalogVersion,
    [property: Id(2)] bool IsNew,
    [property: Id(3)] bool IsSaved);
