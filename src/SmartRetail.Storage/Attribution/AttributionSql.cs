namespace SmartRetail.Storage.Attribution;

/// <summary>
/// The statements on figures, which both databases run as they are. Parameters are numbered in the order in which they first
/// appear: to SQLite they are names.
/// </summary>
internal static class AttributionSql
{
    public const string Progress = "SELECT position FROM attribution_progress WHERE store = $1";

    /// <summary>
    /// Store, the position read from, the greatest number of rows. Which product a sealed interaction is about no query can tell:
    /// there the same list and the same position are taken for the same product.
    /// </summary>
    public const string Next =
        """
        SELECT i.position, i.recorded_at, i.kind, i.product, i.list_position, i.quantity, i.price,
            EXISTS (
                SELECT 1 FROM interaction AS earlier
                WHERE earlier.store = i.store AND earlier.recommendation_id = i.recommendation_id
                    AND earlier.list_position = i.list_position AND earlier.kind = i.kind
                    AND (earlier.product = i.product OR earlier.sealed IS NOT NULL OR i.sealed IS NOT NULL)
                    AND earlier.position < i.position),
            list.shown_at, list.slot, list.tier, list.model_version, list.sample_rate, list.products, list.explored,
            i.customer, i.id, i.sealed, list.customer, list.recommendation_id, list.sealed
        FROM interaction AS i
        LEFT JOIN impression AS list ON list.store = i.store AND list.recommendation_id = i.recommendation_id
        WHERE i.store = $1 AND i.position > $2 AND i.recommendation_id IS NOT NULL AND i.list_position IS NOT NULL
        ORDER BY i.position LIMIT $3
        """;

    /// <summary>Store.</summary>
    public const string BeginProgress =
        "INSERT INTO attribution_progress (store, position) VALUES ($1, 0) ON CONFLICT DO NOTHING";

    /// <summary>The position read to, store, the position read from: changes no row when somebody else has read it.</summary>
    public const string MoveProgress =
        "UPDATE attribution_progress SET position = $1 WHERE store = $2 AND position = $3";

    /// <summary>Store, hour, slot, tier, model, and the six sums.</summary>
    public const string Add =
        """
        INSERT INTO attribution AS kept (
            store, hour, slot, tier, model_version, lists, shown, clicks, carts, purchases, revenue)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (store, hour, slot, tier, model_version) DO UPDATE
        SET lists = kept.lists + excluded.lists, shown = kept.shown + excluded.shown, clicks = kept.clicks + excluded.clicks,
            carts = kept.carts + excluded.carts, purchases = kept.purchases + excluded.purchases,
            revenue = kept.revenue + excluded.revenue
        """;

    /// <summary>Store, product, shown, clicks.</summary>
    public const string AddTrial =
        """
        INSERT INTO product_trial AS kept (store, product, shown, clicks) VALUES ($1, $2, $3, $4)
        ON CONFLICT (store, product) DO UPDATE
        SET shown = kept.shown + excluded.shown, clicks = kept.clicks + excluded.clicks
        """;

    /// <summary>Store, the first hour, the hour behind the last.</summary>
    public const string Read =
        """
        SELECT slot, tier, model_version, sum(lists), sum(shown), sum(clicks), sum(carts), sum(purchases), sum(revenue)
        FROM attribution
        WHERE store = $1 AND hour >= $2 AND hour < $3
        GROUP BY slot, tier, model_version
        ORDER BY slot, tier, model_version
        """;

    /// <summary>Store.</summary>
    public const string ReadTrials = "SELECT product, shown, clicks FROM product_trial WHERE store = $1";
}
