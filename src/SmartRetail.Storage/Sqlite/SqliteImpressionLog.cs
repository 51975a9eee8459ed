using System.Text.Json;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Sqlite;

internal sealed class SqliteImpressionLog(GroupWriter<SqliteSession> writer) : IImpressionLog
{
    private const string InsertSql =
        """
        INSERT INTO impression (
            store, recommendation_id, customer, shown_at, slot, tier, profile_version, model_version, catalog_version,
            products)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT DO NOTHING
        """;

    public void Record(StoreId store, RecommendationList list, string? slot, DateTimeOffset shownAt)
    {
        if (!writer.TryWrite(rows: 1, session => Insert(session, store, list, slot, shownAt)))
        {
            StorageMetrics.Dropped.Add(1);
        }
    }

    private static void Insert(
        SqliteSession session, StoreId store, RecommendationList list, string? slot, DateTimeOffset shownAt) =>
        session.Execute(
            InsertSql,
            store.Value,
            list.RecommendationId.Value,
            list.Customer.Value,
            shownAt,
            slot,
            (long)list.Tier,
            list.ProfileVersion,
            (long?)list.ModelVersion?.Value,
            list.CatalogVersion,
            JsonSerializer.Serialize(list.Products.Select(product => product.Product.Value)));
}
