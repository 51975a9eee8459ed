using SmartRetail.Contracts;
using SmartRetail.Contracts.Attribution;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Storage.Attribution;
using SmartRetail.Storage.Sealing;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Sqlite;

internal sealed class SqliteImpressionLog(
    GroupWriter<SqliteSession> writer, SqliteReaders readers, SqliteCustomerKeys keys) : IImpressionLog
{
    private const string InsertSql =
        """
        INSERT INTO impression (
            store, recommendation_id, customer, shown_at, slot, tier, profile_version, model_version, catalog_version,
            products, settings_version, sample_rate, seed, propensities, explored, origin, sealed)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        ON CONFLICT DO NOTHING
        """;

    private const string Columns =
        """
        customer, shown_at, slot, tier, profile_version, model_version, catalog_version, settings_version, sample_rate,
        seed, products, propensities, explored, origin, recommendation_id, sealed
        """;

    private const string FindSql =
        $"SELECT {Columns} FROM impression WHERE store = $1 AND recommendation_id = $2";

    private const string ReadCustomerSql =
        $"""
        SELECT {Columns} FROM impression
        WHERE store = $1 AND customer = $2 AND recommendation_id > $3
        ORDER BY recommendation_id LIMIT $4
        """;

    public void Record(StoreId store, Impression impression)
    {
        if (!writer.TryWrite(
            rows: 1,
            session => Write(session, store, impression, keys.Take(session, OwnerOf(store, impression.Customer)))))
        {
            StorageMetrics.Dropped.Add(1);
        }
    }

    public Task FlushAsync(CancellationToken cancellationToken) =>
        writer.WriteAsync(rows: 1, (_, _) => true, cancellationToken);

    public Task<Impression?> FindAsync(
        StoreId store, RecommendationId recommendation, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            session => Open(session, store, Query(session, FindSql, store.Value, recommendation.Value)).SingleOrDefault(),
            cancellationToken);

    public Task<IReadOnlyList<Impression>> ReadCustomerAsync(
        StoreId store,
        CustomerId customer,
        RecommendationId? after,
        int limit,
        CancellationToken cancellationToken) =>
        readers.ReadAsync<IReadOnlyList<Impression>>(
            session => ReadReadable(session, store, customer, after?.Value ?? "", limit),
            cancellationToken);

    /// <summary>Adds to the figures of one kind of list, in one hour.</summary>
    public static void AddFigures(
        SqliteSession session, StoreId store, long hour, AttributionKey key, AttributionSums sums) =>
        session.Execute(
            AttributionSql.Add,
            store.Value,
            hour,
            key.Slot ?? "",
            (long)key.Tier,
            (long)(key.Model?.Value ?? 0),
            sums.Lists,
            sums.Shown,
            sums.Clicks,
            sums.Carts,
            sums.Purchases,
            sums.Revenue);

    private static KeyOwner OwnerOf(StoreId store, CustomerId customer) => new(store.Value, customer.Value);

    // In the place of rows that nobody can read any more come those behind them: a page below its limit is the last one.
    private List<Impression> ReadReadable(SqliteSession session, StoreId store, CustomerId customer, string after, int limit)
    {
        var readable = new List<Impression>();
        while (true)
        {
            var asked = limit - readable.Count;
            var page = Query(session, ReadCustomerSql, store.Value, customer.Value, after, (long)asked);
            readable.AddRange(Open(session, store, page));
            if (page.Count < asked || readable.Count == limit)
            {
                return readable;
            }

            after = page[^1].Clear.RecommendationId.Value;
        }
    }

    private List<Impression> Open(SqliteSession session, StoreId store, List<KeptImpression> page)
    {
        var owners = page.Where(row => row.Sealed is not null).Select(row => row.OwnerIn(store));
        return CustomerSeals.Open(store, page, keys.Find(session, owners));
    }

    private static List<KeptImpression> Query(SqliteSession session, string sql, params ReadOnlySpan<object?> values)
    {
        using var rows = session.Query(sql, values);
        var impressions = new List<KeptImpression>();
        while (rows.Step())
        {
            impressions.Add(Read(rows.Row));
        }

        return impressions;
    }

    private static KeptImpression Read(SqliteStatement row) => new(
        new(
            new(row.GetString(14)),
            new(row.GetString(0)),
            row.GetTime(1),
            row.GetStringOrNull(2),
            (RecommendationTier)row.GetInt64(3),
            row.GetInt64(4),
            row.GetInt64OrNull(5) is { } model ? new ModelVersion((int)model) : null,
            row.GetInt64(6),
            row.GetInt64(7),
            row.GetDoubleOrNull(8)!.Value,
            row.GetInt64OrNull(9),
            []),
        new(row.GetString(10), row.GetStringOrNull(11), row.GetStringOrNull(12), row.GetStringOrNull(13)),
        row.IsNull(15) ? null : row.GetBytes(15));

    private static void Write(SqliteSession session, StoreId store, Impression impression, CustomerKey? key)
    {
        if (Insert(session, store, impression, key) == 0)
        {
            return;
        }

        var weight = 1 / impression.SampleRate;
        AddFigures(
            session,
            store,
            AttributionRules.HourOf(impression.ShownAt),
            new(impression.Slot, impression.Tier, impression.ModelVersion),
            AttributionSums.Zero with { Lists = weight, Shown = weight * impression.Products.Length });
        foreach (var shown in impression.Products.Where(shown => shown.IsExplored))
        {
            session.Execute(AttributionSql.AddTrial, store.Value, shown.Product.Value, weight, 0.0);
        }
    }

    private static int Insert(SqliteSession session, StoreId store, Impression impression, CustomerKey? key)
    {
        var fields = ListFields.Of(impression);
        var place = RowPlace.Impression(OwnerOf(store, impression.Customer), impression.RecommendationId.Value);
        var sealedFields = key?.Seal(place, PersonalFields.Write(fields));
        var kept = key is null ? fields : ListFields.Sealed;
        return session.Execute(
            InsertSql,
            store.Value,
            impression.RecommendationId.Value,
            impression.Customer.Value,
            impression.ShownAt,
            impression.Slot,
            (long)impression.Tier,
            impression.ProfileVersion,
            (long?)impression.ModelVersion?.Value,
            impression.CatalogVersion,
            kept.Products,
            impression.SettingsVersion,
            impression.SampleRate,
            impression.Seed,
            kept.Propensities,
            kept.Explored,
            kept.Origin,
            sealedFields);
    }
}
