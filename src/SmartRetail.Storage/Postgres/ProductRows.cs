using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Storage.Postgres;

/// <summary>How a product lies in its table.</summary>
internal static class ProductRows
{
    private const string PutSql =
        """
        INSERT INTO product AS kept (
            store, id, title, category, brand, price, available, stock, first_sold_at, last_sold_at, attributes)
        SELECT $1, given.* FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS given
        ON CONFLICT (store, id) DO UPDATE
        SET title = excluded.title, category = excluded.category, brand = excluded.brand, price = excluded.price,
            available = excluded.available, stock = excluded.stock, first_sold_at = excluded.first_sold_at,
            last_sold_at = excluded.last_sold_at, attributes = excluded.attributes
        WHERE (kept.title, kept.category, kept.brand, kept.price, kept.available, kept.stock, kept.first_sold_at,
                kept.last_sold_at, kept.attributes)
            IS DISTINCT FROM (excluded.title, excluded.category, excluded.brand, excluded.price, excluded.available,
                excluded.stock, excluded.first_sold_at, excluded.last_sold_at, excluded.attributes)
        RETURNING id
        """;

    private const string ReadSql =
        """
        SELECT id, title, category, brand, price, available, stock, first_sold_at, last_sold_at, attributes
        FROM product WHERE store = $1 ORDER BY id
        """;

    private const string FindSql =
        """
        SELECT id, title, category, brand, price, available, stock, first_sold_at, last_sold_at, attributes
        FROM product WHERE store = $1 AND id = ANY ($2)
        """;

    private const string ReadChangedSql =
        $"""
        SELECT id, title, category, brand, price, available, stock, first_sold_at, last_sold_at, attributes
        FROM product WHERE store = $1 AND id IN ({CatalogHistory.Changed})
        """;

    /// <summary>Returns the products that the table did not hold as they are. Of two with one id the last one counts.</summary>
    public static async Task<IReadOnlyList<ProductId>> PutAsync(
        NpgsqlConnection connection, StoreId store, IReadOnlyList<Product> products, CancellationToken cancellationToken)
    {
        var rows = products.GroupBy(product => product.Id, (_, same) => same.Last()).ToList();
        await using var command = new NpgsqlCommand(PutSql, connection);
        var parameters = command.Parameters;
        parameters.Add(new() { Value = store.Value });
        parameters.AddColumn(NpgsqlDbType.Text, rows, product => product.Id.Value);
        parameters.AddColumn(NpgsqlDbType.Text, rows, product => product.Title);
        parameters.AddColumn(NpgsqlDbType.Text, rows, product => product.Category);
        parameters.AddColumn(NpgsqlDbType.Text, rows, product => product.Brand);
        parameters.AddColumn(NpgsqlDbType.Numeric, rows, product => product.Price);
        parameters.AddColumn(NpgsqlDbType.Boolean, rows, product => product.Available);
        parameters.AddColumn(NpgsqlDbType.Integer, rows, product => product.Stock);
        parameters.AddColumn(NpgsqlDbType.Bigint, rows, product => product.FirstSoldAt?.UtcTicks);
        parameters.AddColumn(NpgsqlDbType.Bigint, rows, product => product.LastSoldAt?.UtcTicks);
        parameters.AddColumn(
            NpgsqlDbType.Text,
            rows,
            product => product.Attributes.IsEmpty ? null : JsonSerializer.Serialize(product.Attributes));
        await using var changed = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<ProductId>();
        while (await changed.ReadAsync(cancellationToken))
        {
            ids.Add(new(changed.GetString(0)));
        }

        return ids;
    }

    public static Task<int> RemoveAsync(
        NpgsqlConnection connection, StoreId store, IEnumerable<ProductId> products, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "DELETE FROM product WHERE store = $1 AND id = ANY ($2)",
            cancellationToken,
            store.Value,
            products.Select(product => product.Value).ToArray());

    public static async Task<IReadOnlyDictionary<ProductId, Product>> FindAsync(
        NpgsqlConnection connection, StoreId store, IEnumerable<ProductId> products, CancellationToken cancellationToken)
    {
        var ids = products.Select(product => product.Value).Distinct().ToArray();
        var found = await connection.QueryAsync(FindSql, Read, cancellationToken, store.Value, ids);
        return found.ToDictionary(product => product.Id);
    }

    public static Task<List<Product>> ReadAllAsync(
        NpgsqlConnection connection, StoreId store, CancellationToken cancellationToken) =>
        connection.QueryAsync(ReadSql, Read, cancellationToken, store.Value);

    /// <summary>Returns those that changed after a version, as they are.</summary>
    public static Task<List<Product>> ReadChangedAsync(
        NpgsqlConnection connection, StoreId store, long afterVersion, CancellationToken cancellationToken) =>
        connection.QueryAsync(ReadChangedSql, Read, cancellationToken, store.Value, afterVersion);

    private static Product Read(NpgsqlDataReader row) => new()
    {
        Id = new(row.GetString(0)),
        Title = row.GetString(1),
        Category = row.GetString(2),
        Brand = row.GetStringOrNull(3),
        Price = row.GetDecimal(4),
        Available = row.GetBoolean(5),
        Stock = row.GetOrNull<int>(6),
        FirstSoldAt = row.GetTicksOrNull(7),
        LastSoldAt = row.GetTicksOrNull(8),
        Attributes = row.GetStringOrNull(9) is { } attributes
            ? JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(attributes)!
            : ImmutableSortedDictionary<string, string>.Empty,
    };
}
