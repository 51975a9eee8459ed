namespace SmartRetail.Storage.Sealing;

/// <summary>
/// The statements on customers' keys, which both databases run as they are. Parameters are numbered in the order in which they
/// first appear: to SQLite they are names.
/// </summary>
internal static class CustomerKeySql
{
    /// <summary>Store, customer.</summary>
    public const string Find = "SELECT key_id, master, wrapped FROM customer_key WHERE store = $1 AND customer = $2";

    /// <summary>Store, customer, the key's id, master, wrapped.</summary>
    public const string Add =
        "INSERT INTO customer_key (store, customer, key_id, master, wrapped) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";

    /// <summary>Store, customer.</summary>
    public const string Delete = "DELETE FROM customer_key WHERE store = $1 AND customer = $2";

    /// <summary>Store, customer: of somebody of whom nothing is left that it could have sealed.</summary>
    public const string DeleteUnused =
        """
        DELETE FROM customer_key
        WHERE store = $1 AND customer = $2
            AND NOT EXISTS (SELECT 1 FROM interaction WHERE interaction.store = $1 AND interaction.customer = $2)
            AND NOT EXISTS (SELECT 1 FROM impression WHERE impression.store = $1 AND impression.customer = $2)
            AND NOT EXISTS (
                SELECT 1 FROM customer_snapshot AS saved WHERE saved.store = $1 AND saved.customer = $2)
        """;

    /// <summary>The masters in use, from one to the next in their index: few among millions of keys.</summary>
    public const string ListMasters =
        """
        WITH RECURSIVE used (master) AS (
            SELECT min(master) FROM customer_key
            UNION ALL
            SELECT (SELECT min(master) FROM customer_key WHERE customer_key.master > used.master)
            FROM used WHERE used.master IS NOT NULL)
        SELECT master FROM used WHERE master IS NOT NULL
        """;

    /// <summary>Master, the most.</summary>
    public const string ListWrapped =
        "SELECT store, customer, key_id, wrapped FROM customer_key WHERE master = $1 ORDER BY store, customer LIMIT $2";

    /// <summary>Master, wrapped, store, customer, the key's id.</summary>
    public const string Rewrap =
        "UPDATE customer_key SET master = $1, wrapped = $2 WHERE store = $3 AND customer = $4 AND key_id = $5";
}
