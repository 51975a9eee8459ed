using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Storage.Sqlite;

/// <summary>How the catalog's history lies in its table.</summary>
internal static class ProductChangeRows
{
    // Of a product that one change has twice, what was there before counts.
    private const string AddSql =
        """
        INSERT INTO product_change (store, version, product, changed_at, replaced) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING
        """;

    /// <param name="version">The catalog's that the change makes.</param>
    /// <param name="replaced">What was there before; null when nothing was.</param>
    public static void Add(
        SqliteSession session, StoreId store, long version, ProductId product, DateTimeOffset now, Product? replaced) =>
        session.Execute(
            AddSql, store.Value, version, product.Value, now, replaced is null ? null : ProductJson.Write(replaced));

    /// <summary>Returns what changes behind a version have replaced, newest first.</summary>
    public static IReadOnlyList<(ProductId Product, string? Replaced)> ReadBehind(
        SqliteSession session, StoreId store, long version)
    {
        using var rows = session.Query(CatalogHistory.Find, store.Value, version);
        var changes = new List<(ProductId, string?)>();
        while (rows.Step())
        {
            changes.Add((new(rows.Row.GetString(0)), rows.Row.GetStringOrNull(1)));
        }

        return changes;
    }

    /// <summary>Returns the products that changed after a version and are not there any more.</summary>
    public static IReadOnlyList<ProductId> ReadRemoved(SqliteSession session, StoreId store, long afterVersion)
    {
        using var rows = session.Query(CatalogHistory.FindRemoved, store.Value, afterVersion);
        var removed = new List<ProductId>();
        while (rows.Step())
        {
            removed.Add(new(rows.Row.GetString(0)));
        }

        return removed;
    }

    public static void ForgetOld(SqliteSession session, StoreId store, DateTimeOffset before)
    {
        if (session.Scalar(CatalogHistory.FindOld, store.Value, before) is { } version)
        {
            session.Execute(CatalogHistory.Forget, store.Value, version);
            session.Execute(CatalogHistory.BeginAt, version, store.Value);
        }
    }
}
