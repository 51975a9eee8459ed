using SmartRetail.Contracts;
using SmartRetail.Contracts.Attribution;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Storage.Attribution;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Sqlite;

internal sealed class SqliteImpressionLog(GroupWriter<SqliteSession> writer) : IImpressionLog
{
    private const string InsertSql =
        """
        INSERT INTO impression (
            store, recommendation_id, customer, shown_at, slot, tier, profile_version, model_version, catalog_version,
            products, settings_version, sample_rate, seed, propensities, explored)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        ON CONFLICT DO NOTHING
        """;

    public void Record(StoreId store, Impression impression)
    {
        if (!writer.TryWrite(rows: 1, session => Write(session, store, impression)))
        {
            StorageMetrics.Dropped.Add(1);
        }
    }

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
            ImpressionJson.Explored(impression));
}
