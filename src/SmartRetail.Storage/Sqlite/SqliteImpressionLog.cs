using SmartRetail.Contracts;
using SmartRetail.Contracts.Attribution;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Storage.Attribution;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Sqlite;

internal sealed class SqliteImpressionLog(GroupWriter<SqliteSession> writer, SqliteReaders readers) : IImpressionLog
{
    private const string InsertSql =
        """
        INSERT INTO impression (
            store, recommendation_id, customer, shown_at, slot, tier, profile_version, model_version, catalog_version,
            products, settings_version, sample_rate, seed, propensities, explored, origin)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        ON CONFLICT DO NOTHING
        """;

    private const string Columns =
        """
        customer, shown_at, slot, tier, profile_version, model_version, catalog_version, settings_version, sample_rate,
        seed, products, propensities, explored, origin, recommendation_id
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
        if (!writer.TryWrite(rows: 1, session => Write(session, store, impression)))
        {
            StorageMetrics.Dropped.Add(1);
        }
    }

    public Task FlushAsync(CancellationToken cancellationToken) =>
        writer.WriteAsync(rows: 1, (_, _) => true, cancellationToken);

    public Task<Impression?> FindAsync(
        StoreId store, RecommendationId recommendation, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            session =>
            {
                using var rows = session.Query(FindSql, store.Value, recommendation.Value);
                return rows.Step() ? Read(rows.Row) : null;
            },
            cancellationToken);

    public Task<IReadOnlyList<Impression>> ReadCustomerAsync(
        StoreId store,
        CustomerId customer,
        RecommendationId? after,
        int limit,
        CancellationToken cancellationToken) =>
        readers.ReadAsync<IReadOnlyList<Impression>>(
            session =>
            {
                using var rows = session.Query(
                    ReadCustomerSql, store.Value, customer.Value, after?.Value ?? "", (long)limit);
                var impressions = new List<Impression>();
                while (rows.Step())
                {
                    impressions.Add(Read(rows.Row));
                }

                return impressions;
            },
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

    private static Impression Read(SqliteStatement row) => new(
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
        ImpressionJson.ReadShown(row.GetString(10), row.GetStringOrNull(11), row.GetStringOrNull(12)))
    {
        Origin = OriginJson.Read(row.GetStringOrNull(13)),
    };

    private static void Write(SqliteSession session, StoreId store, Impression impression)
    {
        if (Insert(session, store, impression) == 0)
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

    private static int Insert(SqliteSession session, StoreId store, Impression impression) =>
        session.Execute(
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
            ImpressionJson.Products(impression),
            impression.SettingsVersion,
            impression.SampleRate,
            impression.Seed,
            ImpressionJson.Propensities(impression),
            ImpressionJson.Explored(impression),
            OriginJson.Write(impression.Origin));
}
