using System.Collections.Immutable;
using System.Text.Json;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Storage.Sqlite;

/// <summary>How a product lies in its table.</summary>
internal static class ProductRows
{
    private const string PutSql =
        """
        INSERT INTO product (
            store, id, title, category, brand, price, available, stock, first_sold_at, last_sold_at, attributes)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT DO UPDATE
        SET title = excluded.title, category = excluded.category, brand = excluded.brand, price = excluded.price,
            available = excluded.available, stock = excluded.stock, first_sold_at = excluded.first_sold_at,
            last_sold_at = excluded.last_sold_at, attributes = excluded.attributes
        WHERE (title, category, brand, price, available, stock, first_sold_at, last_sold_at, attributes)
            IS NOT (excluded.title, excluded.category, excluded.brand, excluded.price, excluded.available,
                excluded.stock, excluded.first_sold_at, excluded.last_sold_at, excluded.attributes)
        """;

    private const string ReadSql =
        """
        SELECT id, title, category, brand, price, available, stock, first_sold_at, last_sold_at, attributes
        FROM product WHERE store = $1 ORDER BY id
        """;

    private const string FindSql =
        """
        SELECT id, title, category, brand, price, available, stock, first_sold_at, last_sold_at, attributes
        FROM product WHERE store = $1 AND id = $2
        """;

    private const string ReadChangedSql =
        $"""
        SELECT id, title, category, brand, price, available, stock, first_sold_at, last_sold_at, attributes
        FROM product WHERE store = $1 AND id IN ({CatalogHistory.Changed})
        """;

    /// <summary>Returns 1 when the table changed, 0 when it held the product as it is.</summary>
    public static int Put(SqliteSession session, StoreId store, Product product) => session.Execute(
        PutSql,
        store.Value,
        product.Id.Value,
        product.Title,
        product.Category,
        product.Brand,
        product.Price,
        product.Available ? 1L : 0L,
        (long?)product.Stock,
        product.FirstSoldAt,
        product.LastSoldAt,
        product.Attributes.IsEmpty ? null : JsonSerializer.Serialize(product.Attributes));

    public static int Remove(SqliteSession session, StoreId store, ProductId product) =>
        session.Execute("DELETE FROM product WHERE store = $1 AND id = $2", store.Value, product.Value);

    public static Product? Find(SqliteSession session, StoreId store, ProductId product)
    {
        using var rows = session.Query(FindSql, store.Value, product.Value);
        return rows.Step() ? Read(rows.Row) : null;
    }

    public static IReadOnlyList<Product> ReadAll(SqliteSession session, StoreId store) =>
        ReadAll(session, ReadSql, store.Value);

    /// <summary>Returns those that changed after a version, as they are.</summary>
    public static IReadOnlyList<Product> ReadChanged(SqliteSession session, StoreId store, long afterVersion) =>
        ReadAll(session, ReadChangedSql, store.Value, afterVersion);

    private static List<Product> ReadAll(SqliteSession session, string sql, params ReadOnlySpan<object?> values)
    {
        using var rows = session.Query(sql, values);
        var products = new List<Product>();
        while (rows.Step())
        {
            products.Add(Read(rows.Row));
        }

        return products;
    }

    private static Product Read(SqliteStatement row) => new()
    {
        Id = new(row.GetString(0)),
        Title = row.GetString(1),
        Category = row.GetString(2),
        Brand = row.GetStringOrNull(3),
        Price = row.GetDecimal(4),
        Available = row.GetInt64(5) != 0,
        Stock = (int?)row.GetInt64OrNull(6),
        FirstSoldAt = row.GetTimeOrNull(7),
        LastSoldAt = row.GetTimeOrNull(8),
        Attributes = row.GetStringOrNull(9) is { } attributes
            ? JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(attributes)!
            : ImmutableSortedDictionary<string, string>.Empty,
    };
}
