using System.Data;
using Npgsql;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Catalog;

namespace SmartRetail.Storage.Postgres;

/// <summary>
/// Stores, products and settings as tables. The catalog's version is raised in the transaction of the change, so a version
/// names one content; putting what is there as it is changes nothing and raises nothing. Changes of one store take turns
/// by locking its row first.
/// </summary>
internal sealed class PostgresCatalogStore(PostgresPool pool, TimeProvider clock) : ICatalogStore
{
    private const string VersionSql = "SELECT catalog_version FROM store WHERE id = $1";

    private const string RaiseSql =
        "UPDATE store SET catalog_version = catalog_version + 1 WHERE id = $1 RETURNING catalog_version";

    public async Task<IReadOnlyList<StoreId>> ListStoresAsync(CancellationToken cancellationToken) =>
        await pool.QueryAsync("SELECT id FROM store ORDER BY id", row => new StoreId(row.GetString(0)), cancellationToken);

    public async Task CreateStoreAsync(StoreId store, CancellationToken cancellationToken)
    {
        if (StoreId.Check(nameof(store), store.Value) is { } error)
        {
            throw new ArgumentException(error.ToString(), nameof(store));
        }

        await pool.RunAsync(
            connection => connection.ExecuteAsync(
                "INSERT INTO store (id, created_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                cancellationToken,
                store.Value,
                clock.GetUtcNow().UtcTicks),
            cancellationToken);
    }

    public Task<long?> GetVersionAsync(StoreId store, CancellationToken cancellationToken) =>
        pool.ScalarAsync<long>(VersionSql, cancellationToken, store.Value);

    public async Task<IReadOnlyDictionary<StoreId, long>> ListVersionsAsync(CancellationToken cancellationToken)
    {
        var versions = await pool.QueryAsync(
            "SELECT id, catalog_version FROM store",
            row => KeyValuePair.Create(new StoreId(row.GetString(0)), row.GetInt64(1)),
            cancellationToken);
        return new Dictionary<StoreId, long>(versions);
    }

    public Task<CatalogContent> LoadAsync(StoreId store, CancellationToken cancellationToken) =>
        pool.InTransactionAsync(
            IsolationLevel.RepeatableRead,
            async connection =>
            {
                var version = await connection.ScalarAsync<long>(VersionSql, cancellationToken, store.Value) ?? 0;
                return new CatalogContent(version, await ProductRows.ReadAllAsync(connection, store, cancellationToken))
                {
                    Settings = await SettingsRows.FindNewestAsync(connection, store, cancellationToken),
                };
            },
            cancellationToken);

    public Task<CatalogChanges?> LoadChangesAsync(StoreId store, long afterVersion, CancellationToken cancellationToken) =>
        pool.InTransactionAsync<CatalogChanges?>(
            IsolationLevel.RepeatableRead,
            async connection => await connection.ScalarAsync<long>(VersionSql, cancellationToken, store.Value) is { } version
                && afterVersion <= version
                && afterVersion >= await connection.ScalarAsync<long>(CatalogHistory.OldestVersion, cancellationToken, store.Value)
                    ? new CatalogChanges(
                        version,
                        await ProductRows.ReadChangedAsync(connection, store, afterVersion, cancellationToken),
                        await ProductChangeRows.ReadRemovedAsync(connection, store, afterVersion, cancellationToken),
                        await SettingsRows.FindNewestAsync(connection, store, cancellationToken))
                    : null,
            cancellationToken);

    public Task<IReadOnlyList<Product>?> FindProductsAsync(StoreId store, long version, CancellationToken cancellationToken) =>
        pool.InTransactionAsync<IReadOnlyList<Product>?>(
            IsolationLevel.RepeatableRead,
            async connection =>
                version <= await connection.ScalarAsync<long>(VersionSql, cancellationToken, store.Value)
                && version >= await connection.ScalarAsync<long>(CatalogHistory.OldestVersion, cancellationToken, store.Value)
                    ? CatalogHistory.Undo(
                        await ProductRows.ReadAllAsync(connection, store, cancellationToken),
                        await ProductChangeRows.ReadBehindAsync(connection, store, version, cancellationToken))
                    : null,
            cancellationToken);

    public Task<CatalogChange> PutAsync(StoreId store, IReadOnlyList<Product> products, CancellationToken cancellationToken) =>
        pool.InTransactionAsync(
            IsolationLevel.ReadCommitted,
            async connection =>
            {
                var version = await LockAsync(connection, store, cancellationToken)
                    ?? throw new ArgumentException($"There is no store '{store}'", nameof(store));
                var replaced = await ProductRows.FindAsync(
                    connection, store, products.Select(product => product.Id), cancellationToken);
                return await PutAsync(connection, store, version, products, replaced, cancellationToken);
            },
            cancellationToken);

    public Task<CatalogPatch> PatchAsync(
        StoreId store, IReadOnlyList<ProductPatch> patches, CancellationToken cancellationToken) =>
        pool.InTransactionAsync(
            IsolationLevel.ReadCommitted,
            async connection =>
            {
                var version = await LockAsync(connection, store, cancellationToken)
                    ?? throw new ArgumentException($"There is no store '{store}'", nameof(store));
                var present = await ProductRows.FindAsync(
                    connection, store, patches.Select(patch => patch.Product), cancellationToken);
                var patched = CatalogPatch.Of(patches, present.GetValueOrDefault);
                return patched.Refused.IsEmpty
                    ? patched with { Change = await PutAsync(connection, store, version, patched.Products, present, cancellationToken) }
                    : patched;
            },
            cancellationToken);

    public Task<CatalogRemoval> RemoveAsync(
        StoreId store, IReadOnlyList<ProductId> products, CancellationToken cancellationToken) =>
        pool.InTransactionAsync(
            IsolationLevel.ReadCommitted,
            async connection =>
            {
                var version = await LockAsync(connection, store, cancellationToken)
                    ?? throw new ArgumentException($"There is no store '{store}'", nameof(store));
                var replaced = await ProductRows.FindAsync(connection, store, products, cancellationToken);
                if (replaced.Count == 0)
                {
                    return new CatalogRemoval(new(version, IsNew: false), []);
                }

                IReadOnlyList<ProductId> removed = [.. replaced.Keys];
                await ProductRows.RemoveAsync(connection, store, removed, cancellationToken);
                return new CatalogRemoval(
                    new(await RaiseAsync(connection, store, removed, replaced, cancellationToken), IsNew: true), removed);
            },
            cancellationToken);

    public Task<SavedSettings?> FindSettingsAsync(StoreId store, long? version, CancellationToken cancellationToken) =>
        pool.RunAsync(
            async connection => version is { } wanted
                ? await SettingsRows.FindAsync(connection, store, wanted, cancellationToken)
                : await SettingsRows.FindNewestAsync(connection, store, cancellationToken),
            cancellationToken);

    public Task<SettingsChange> PutSettingsAsync(
        StoreId store, StoreSettings settings, long? expectedVersion, CancellationToken cancellationToken) =>
        pool.InTransactionAsync(
            IsolationLevel.ReadCommitted,
            async connection =>
            {
                var catalog = await LockAsync(connection, store, cancellationToken)
                    ?? throw new ArgumentException($"There is no store '{store}'", nameof(store));
                var newest = await SettingsRows.FindNewestAsync(connection, store, cancellationToken);
                if (SettingsJson.AreEqual(newest.Settings, settings))
                {
                    return new SettingsChange(newest, catalog, IsNew: false, IsSaved: true);
                }

                if (expectedVersion is { } expected && expected != newest.Version)
                {
                    return new SettingsChange(newest, catalog, IsNew: false, IsSaved: false);
                }

                var saved = new SavedSettings(newest.Version + 1, clock.GetUtcNow(), settings);
                await SettingsRows.AddAsync(connection, store, saved, cancellationToken);
                var raised = await connection.ScalarAsync<long>(RaiseSql, cancellationToken, store.Value);
                return new SettingsChange(saved, raised!.Value, IsNew: true, IsSaved: true);
            },
            cancellationToken);

    private async Task<CatalogChange> PutAsync(
        NpgsqlConnection connection,
        StoreId store,
        long version,
        IReadOnlyList<Product> products,
        IReadOnlyDictionary<ProductId, Product> replaced,
        CancellationToken cancellationToken)
    {
        var changed = await ProductRows.PutAsync(connection, store, products, cancellationToken);
        return changed.Count > 0
            ? new(await RaiseAsync(connection, store, changed, replaced, cancellationToken), IsNew: true)
            : new(version, IsNew: false);
    }

    private async Task<long> RaiseAsync(
        NpgsqlConnection connection,
        StoreId store,
        IReadOnlyList<ProductId> changed,
        IReadOnlyDictionary<ProductId, Product> replaced,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await ProductChangeRows.ForgetOldAsync(connection, store, now - CatalogHistory.Kept, cancellationToken);
        var version = await connection.ScalarAsync<long>(RaiseSql, cancellationToken, store.Value);
        await ProductChangeRows.AddAsync(
            connection, store, version!.Value, now, changed, replaced, cancellationToken);
        return version.Value;
    }

    private static Task<long?> LockAsync(
        NpgsqlConnection connection, StoreId store, CancellationToken cancellationToken) =>
        connection.ScalarAsync<long>(VersionSql + " FOR UPDATE", cancellationToken, store.Value);
}
