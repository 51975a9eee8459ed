using Npgsql;
using NpgsqlTypes;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Storage.Postgres;

/// <summary>How the catalog's history lies in its table.</summary>
internal static class ProductChangeRows
{
    private const string AddSql =
        """
        INSERT INTO product_change (store, version, product, changed_at, replaced)
        SELECT $1, $2, given.product, $3, given.replaced FROM unnest($4, $5) AS given (product, replaced)
        """;

    /// <param name="version">The catalog's that the change makes.</param>
    /// <param name="replaced">What was there before, of those that were.</param>
    public static async Task AddAsync(
        NpgsqlConnection connection,
        StoreId store,
        long version,
        DateTimeOffset now,
        IReadOnlyList<ProductId> products,
        IReadOnlyDictionary<ProductId, Product> replaced,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(AddSql, connection);
        var parameters = command.Parameters;
        parameters.Add(new() { Value = store.Value });
        parameters.Add(new() { Value = version });
        parameters.Add(new() { Value = now.UtcTicks });
        parameters.AddColumn(NpgsqlDbType.Text, products, product => product.Value);
        parameters.AddColumn(
            NpgsqlDbType.Text,
            products,
            product => replaced.TryGetValue(product, out var before) ? ProductJson.Write(before) : null);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Returns what changes behind a version have replaced, newest first.</summary>
    public static Task<List<(ProductId Product, string? Replaced)>> ReadBehindAsync(
        NpgsqlConnection connection, StoreId store, long version, CancellationToken cancellationToken) =>
        connection.QueryAsync(
            CatalogHistory.Find,
            row => (new ProductId(row.GetString(0)), row.GetStringOrNull(1)),
            cancellationToken,
            store.Value,
            version);

    /// <summary>Returns the products that changed after a version and are not there any more.</summary>
    public static Task<List<ProductId>> ReadRemovedAsync(
        NpgsqlConnection connection, StoreId store, long afterVersion, CancellationToken cancellationToken) =>
        connection.QueryAsync(
            CatalogHistory.FindRemoved, row => new ProductId(row.GetString(0)), cancellationToken, store.Value, afterVersion);

    public static async Task ForgetOldAsync(
        NpgsqlConnection connection, StoreId store, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var found = await connection.QueryAsync(
            CatalogHistory.FindOld, row => row.GetOrNull<long>(0), cancellationToken, store.Value, before.UtcTicks);
        if (found is [{ } version])
        {
            await connection.ExecuteAsync(CatalogHistory.Forget, cancellationToken, store.Value, version);
            await connection.ExecuteAsync(CatalogHistory.BeginAt, cancellationToken, version, store.Value);
        }
    }
}
