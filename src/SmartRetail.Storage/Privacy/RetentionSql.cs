namespace SmartRetail.Storage.Privacy;

/// <summary>The statements on what is too old, which both databases run as they are: see <see cref="PrivacySql"/>.</summary>
internal static class RetentionSql
{
    /// <summary>Store, the customer before, the time, the most. Both parts walk an index by customer and stop early.</summary>
    public const string ListExpired =
        """
        SELECT customer FROM (
            SELECT DISTINCT customer FROM interaction
            WHERE store = $1 AND customer > $2 AND occurred_at < $3 ORDER BY customer LIMIT $4) AS acted
        UNION
        SELECT customer FROM (
            SELECT DISTINCT customer FROM impression
            WHERE store = $1 AND customer > $2 AND shown_at < $3 ORDER BY customer LIMIT $4) AS shown
        ORDER BY customer LIMIT $4
        """;

    /// <summary>Store, customer, the time.</summary>
    public const string DeleteInteractions =
        "DELETE FROM interaction WHERE store = $1 AND customer = $2 AND occurred_at < $3";

    /// <summary>Store, customer, the time.</summary>
    public const string DeleteImpressions =
        "DELETE FROM impression WHERE store = $1 AND customer = $2 AND shown_at < $3";

    /// <summary>Store, customer: it was folded from what is gone.</summary>
    public const string DeleteSnapshot = "DELETE FROM customer_snapshot WHERE store = $1 AND customer = $2";

    /// <summary>
    /// Store, hash, the time, the interactions that are gone and one more. The mark of an erasure, if there is one, stays it.
    /// </summary>
    public const string Mark =
        """
        INSERT INTO erased_customer (store, customer_hash, erased_at, version, erasure) VALUES ($1, $2, $3, $4, '')
        ON CONFLICT (store, customer_hash) DO UPDATE
        SET version = erased_customer.version + excluded.version,
            erased_at = CASE WHEN excluded.erased_at > erased_customer.erased_at
                THEN excluded.erased_at ELSE erased_customer.erased_at END
        """;

    /// <summary>The interactions that are gone and one more, store, customer.</summary>
    public const string RaiseMerges =
        "UPDATE customer_merge SET revision = revision + $1 WHERE store = $2 AND anonymous = $3 AND undone_at IS NULL";

    /// <summary>Store, customer.</summary>
    public const string ReadRaised =
        "SELECT customer, revision FROM customer_merge WHERE store = $1 AND anonymous = $2 AND undone_at IS NULL";

    /// <summary>Store, now.</summary>
    public const string Note =
        """
        INSERT INTO expired_store (store, expired_at) VALUES ($1, $2)
        ON CONFLICT (store) DO UPDATE SET expired_at = excluded.expired_at
        """;
}
