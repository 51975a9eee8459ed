using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Storage.Attribution;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Postgres;

internal sealed class PostgresImpressionLog(GroupWriter<PostgresSession> writer, PostgresPool pool) : IImpressionLog
{
    private const string FindSql =
        """
        SELECT customer, shown_at, slot, tier, profile_version, model_version, catalog_version, settings_version, sample_rate,
            seed, products, propensities, explored, origin
        FROM impression WHERE store = $1 AND recommendation_id = $2
        """;

    public void Record(StoreId store, Impression impression)
    {
        if (!writer.TryWrite(rows: 1, session => session.Impressions.Add(store, impression)))
        {
            StorageMetrics.Dropped.Add(1);
        }
    }

    public async Task<Impression?> FindAsync(
        StoreId store, RecommendationId recommendation, CancellationToken cancellationToken)
    {
        var found = await pool.QueryAsync(
            FindSql,
            row => new Impression(
                recommendation,
                new(row.GetString(0)),
                new(row.GetInt64(1), TimeSpan.Zero),
                row.IsDBNull(2) ? null : row.GetString(2),
                (RecommendationTier)row.GetInt32(3),
                row.GetInt64(4),
                row.IsDBNull(5) ? null : new ModelVersion(row.GetInt32(5)),
                row.GetInt64(6),
                row.GetInt64(7),
                row.GetDouble(8),
                row.IsDBNull(9) ? null : row.GetInt64(9),
                ImpressionJson.ReadShown(
                    row.GetString(10),
                    row.IsDBNull(11) ? null : row.GetString(11),
                    row.IsDBNull(12) ? null : row.GetString(12)))
            {
                Origin = OriginJson.Read(row.GetStringOrNull(13)),
            },
            cancellationToken,
            store.Value,
            recommendation.Value);
        return found.SingleOrDefault();
    }
}
