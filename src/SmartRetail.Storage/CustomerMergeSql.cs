namespace SmartRetail.Storage;

/// <summary>
/// The statements on merges, which both databases run as they are. Parameters are numbered in the order in which they first
/// appear: to SQLite they are names.
/// </summary>
internal static class CustomerMergeSql
{
    /// <summary>Store, anonymous, customer, now, the most that one customer may have.</summary>
    public const string Merge =
        """
        INSERT INTO customer_merge (store, anonymous, customer, merged_at, revision)
        SELECT $1, $2, $3, $4, 1
        WHERE NOT EXISTS (
                SELECT 1 FROM customer_merge WHERE store = $1 AND anonymous = $2 AND undone_at IS NULL)
            AND (SELECT count(*) FROM customer_merge WHERE store = $1 AND customer = $3 AND undone_at IS NULL) < $5
        ON CONFLICT (store, anonymous, customer) DO UPDATE
        SET merged_at = excluded.merged_at, undone_at = NULL, revision = customer_merge.revision + 1
        WHERE customer_merge.undone_at IS NOT NULL
        """;

    /// <summary>Now, store, anonymous, customer, the earliest merge that may still be undone.</summary>
    public const string Undo =
        """
        UPDATE customer_merge
        SET undone_at = $1, revision = revision + 1 + (
            SELECT count(*) FROM interaction WHERE store = $2 AND interaction.customer = $3)
        WHERE store = $2 AND anonymous = $3 AND customer = $4 AND undone_at IS NULL AND merged_at >= $5
        """;

    /// <summary>Store, customer.</summary>
    public const string Read =
        """
        SELECT anonymous, customer, undone_at, revision FROM customer_merge WHERE store = $1 AND customer = $2
        UNION ALL
        SELECT anonymous, customer, undone_at, revision FROM customer_merge WHERE store = $1 AND anonymous = $2
        """;
}
