using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Sqlite;

/// <summary>
/// Stores, products and settings as tables. The catalog's version is raised in the transaction of the change, so a version
/// names one content; putting what is there as it is changes nothing and raises nothing.
/// </summary>
internal sealed class SqliteCatalogStore(GroupWriter<SqliteSession> writer, SqliteReaders readers) : ICatalogStore
{
    private const string VersionSql = "SELECT catalog_version FROM store WHERE id = $1";

    private const string RaiseSql =
        "UPDATE store SET catalog_version = catalog_version + 1 WHERE id = $1 RETURNING catalog_version";

    public Task<IReadOnlyList<StoreId>> ListStoresAsync(CancellationToken cancellationToken) =>
        readers.ReadAsync<IReadOnlyList<StoreId>>(
            session =>
            {
                using var rows = session.Query("SELECT id FROM store ORDER BY id");
                var stores = new List<StoreId>();
                while (rows.Step())
                {
                    stores.Add(new(rows.Row.GetString(0)));
                }

                return stores;
            },
            cancellationToken);

    public Task CreateStoreAsync(StoreId store, CancellationToken cancellationToken)
    {
        if (StoreId.Check(nameof(store), store.Value) is { } error)
        {
            throw new ArgumentException(error.ToString(), nameof(store));
        }

        return writer.WriteAsync(
            rows: 1,
            (session, now) => session.Execute(
                "INSERT INTO store (id, created_at) VALUES ($1, $2) ON CONFLICT DO NOTHING", store.Value, now),
            cancellationToken);
    }

    public Task<long?> GetVersionAsync(StoreId store, CancellationToken cancellationToken) =>
        readers.ReadAsync(session => session.Scalar(VersionSql, store.Value), cancellationToken);

    public Task<IReadOnlyDictionary<StoreId, long>> ListVersionsAsync(CancellationToken cancellationToken) =>
        readers.ReadAsync<IReadOnlyDictionary<StoreId, long>>(
            session =>
            {
                using var rows = session.Query("SELECT id, catalog_version FROM store");
                var versions = new Dictionary<StoreId, long>();
                while (rows.Step())
                {
                    versions[new(rows.Row.GetString(0))] = rows.Row.GetInt64(1);
                }

                return versions;
            },
            cancellationToken);

    public Task<CatalogContent> LoadAsync(StoreId store, CancellationToken cancellationToken) =>
        readers.ReadConsistentlyAsync(
            session =>
            {
                var version = session.Scalar(VersionSql, store.Value) ?? 0;
                return new CatalogContent(version, ProductRows.ReadAll(session, store))
                {
                    Settings = SettingsRows.FindNewest(session, store),
                };
            },
            cancellationToken);

    public Task<CatalogChanges?> LoadChangesAsync(StoreId store, long afterVersion, CancellationToken cancellationToken) =>
        readers.ReadConsistentlyAsync<CatalogChanges?>(
            session => session.Scalar(VersionSql, store.Value) is { } version
                && afterVersion <= version
                && afterVersion >= session.Scalar(CatalogHistory.OldestVersion, store.Value)
                    ? new CatalogChanges(
                        version,
                        ProductRows.ReadChanged(session, store, afterVersion),
                        ProductChangeRows.ReadRemoved(session, store, afterVersion),
                        SettingsRows.FindNewest(session, store))
                    : null,
            cancellationToken);

    public Task<IReadOnlyList<Product>?> FindProductsAsync(StoreId store, long version, CancellationToken cancellationToken) =>
        readers.ReadConsistentlyAsync<IReadOnlyList<Product>?>(
            session => version <= session.Scalar(VersionSql, store.Value)
                && version >= session.Scalar(CatalogHistory.OldestVersion, store.Value)
                    ? CatalogHistory.Undo(
                        ProductRows.ReadAll(session, store), ProductChangeRows.ReadBehind(session, store, version))
                    : null,
            cancellationToken);

    public Task<CatalogChange> PutAsync(StoreId store, IReadOnlyList<Product> products, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            Math.Max(1, products.Count),
            (session, now) => Put(session, store, products, now),
            cancellationToken);

    public Task<CatalogPatch> PatchAsync(
        StoreId store, IReadOnlyList<ProductPatch> patches, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            Math.Max(1, patches.Count),
            (session, now) =>
            {
                var patch = CatalogPatch.Of(patches, product => ProductRows.Find(session, store, product));
                return patch.Refused.IsEmpty ? patch with { Change = Put(session, store, patch.Products, now) } : patch;
            },
            cancellationToken);

    public Task<CatalogRemoval> RemoveAsync(
        StoreId store, IReadOnlyList<ProductId> products, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            Math.Max(1, products.Count),
            (session, now) =>
            {
                var version = session.Scalar(VersionSql, store.Value)
                    ?? throw new ArgumentException($"There is no store '{store}'", nameof(store));
                var removed = new List<ProductId>();
                foreach (var product in products)
                {
                    if (ProductRows.Find(session, store, product) is { } replaced)
                    {
                        ProductRows.Remove(session, store, product);
                        ProductChangeRows.Add(session, store, version + 1, product, now, replaced);
                        removed.Add(product);
                    }
                }

                return new CatalogRemoval(
                    removed.Count > 0 ? new(Raise(session, store, now), IsNew: true) : new(version, IsNew: false), removed);
            },
            cancellationToken);

    public Task<SavedSettings?> FindSettingsAsync(StoreId store, long? version, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            session => version is { } wanted
                ? SettingsRows.Find(session, store, wanted)
                : SettingsRows.FindNewest(session, store),
            cancellationToken);

    public Task<SettingsChange> PutSettingsAsync(
        StoreId store, StoreSettings settings, long? expectedVersion, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            rows: 1,
            (session, now) =>
            {
                var catalog = session.Scalar(VersionSql, store.Value)
                    ?? throw new ArgumentException($"There is no store '{store}'", nameof(store));
                var newest = SettingsRows.FindNewest(session, store);
                if (SettingsJson.AreEqual(newest.Settings, settings))
                {
                    return new SettingsChange(newest, catalog, IsNew: false, IsSaved: true);
                }

                if (expectedVersion is { } expected && expected != newest.Version)
                {
                    return new SettingsChange(newest, catalog, IsNew: false, IsSaved: false);
                }

                var saved = new SavedSettings(newest.Version + 1, now, settings);
                SettingsRows.Add(session, store, saved);
                return new SettingsChange(saved, session.Scalar(RaiseSql, store.Value)!.Value, IsNew: true, IsSaved: true);
            },
            cancellationToken);

    private static CatalogChange Put(
        SqliteSession session, StoreId store, IReadOnlyList<Product> products, DateTimeOffset now)
    {
        var version = session.Scalar(VersionSql, store.Value)
            ?? throw new ArgumentException($"There is no store '{store}'", nameof(store));
        var isNew = false;
        foreach (var product in products)
        {
            var replaced = ProductRows.Find(session, store, product.Id);
            if (ProductRows.Put(session, store, product) > 0)
            {
                ProductChangeRows.Add(session, store, version + 1, product.Id, now, replaced);
                isNew = true;
            }
        }

        return isNew ? new(Raise(session, store, now), IsNew: true) : new(version, IsNew: false);
    }

    private static long Raise(SqliteSession session, StoreId store, DateTimeOffset now)
    {
        ProductChangeRows.ForgetOld(session, store, now - CatalogHistory.Kept);
        return session.Scalar(RaiseSql, store.Value)!.Value;
    }
}
