using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Storage;

/// <summary>
/// What changes of a catalog have replaced: undone one after the other, newest first, they lead from the catalog as it is to any
/// version since. The statements are those of both databases.
/// </summary>
internal static class CatalogHistory
{
    /// <summary>How long a change can be undone.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Store, version.</summary>
    public const string Find =
        "SELECT product, replaced FROM product_change WHERE store = $1 AND version > $2 ORDER BY version DESC";

    /// <summary>Store, version: the ids of products that changed after it, as a set to look in.</summary>
    public const string Changed = "SELECT product FROM product_change WHERE store = $1 AND version > $2";

    /// <summary>Store, version: those of them that are not there any more.</summary>
    public const string FindRemoved =
        """
        SELECT DISTINCT product FROM product_change AS change
        WHERE store = $1 AND version > $2
            AND NOT EXISTS (SELECT 1 FROM product AS present WHERE present.store = change.store AND present.id = change.product)
        """;

    /// <summary>Store.</summary>
    public const string OldestVersion = "SELECT history_from FROM store WHERE id = $1";

    /// <summary>
    /// Store, time: the newest version that is to be forgotten. Each change adds one version and this finds more than one where
    /// there are, so a look at the oldest rows is enough.
    /// </summary>
    public const string FindOld =
        """
        SELECT max(version)
        FROM (SELECT version, changed_at FROM product_change WHERE store = $1 ORDER BY version LIMIT 100) AS oldest
        WHERE changed_at < $2
        """;

    /// <summary>Store, version.</summary>
    public const string Forget = "DELETE FROM product_change WHERE store = $1 AND version <= $2";

    /// <summary>Version, store.</summary>
    public const string BeginAt = "UPDATE store SET history_from = $1 WHERE id = $2";

    /// <param name="replaced">What changes behind the version have replaced, newest first.</param>
    public static IReadOnlyList<Product> Undo(
        IEnumerable<Product> products, IEnumerable<(ProductId Product, string? Replaced)> replaced)
    {
        var found = products.ToDictionary(product => product.Id);
        foreach (var (product, before) in replaced)
        {
            if (before is null)
            {
                found.Remove(product);
            }
            else
            {
                found[product] = ProductJson.Read(before);
            }
        }

        return [.. found.Values];
    }
}
