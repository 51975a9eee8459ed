using Npgsql;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Storage.Attribution;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Postgres;

internal sealed class PostgresImpressionLog(GroupWriter<PostgresSession> writer, PostgresPool pool) : IImpressionLog
{
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
        if (!writer.TryWrite(rows: 1, session => session.Impressions.Add(store, impression)))
        {
            StorageMetrics.Dropped.Add(1);
        }
    }

    public Task FlushAsync(CancellationToken cancellationToken) =>
        writer.WriteAsync(rows: 1, (_, _) => true, cancellationToken);

    public async Task<Impression?> FindAsync(
        StoreId store, RecommendationId recommendation, CancellationToken cancellationToken)
    {
        var found = await pool.QueryAsync(FindSql, Read, cancellationToken, store.Value, recommendation.Value);
        return found.SingleOrDefault();
    }

    public async Task<IReadOnlyList<Impression>> ReadCustomerAsync(
        StoreId store,
        CustomerId customer,
        RecommendationId? after,
        int limit,
        CancellationToken cancellationToken) =>
        await pool.QueryAsync(
            ReadCustomerSql, Read, cancellationToken, store.Value, customer.Value, after?.Value ?? "", limit);

    private static Impression Read(NpgsqlDataReader row) => new(
        new(row.GetString(14)),
        new(row.GetString(0)),
        row.GetTicks(1),
        row.GetStringOrNull(2),
        (RecommendationTier)row.GetInt32(3),
        row.GetInt64(4),
        row.IsDBNull(5) ? null : new ModelVersion(row.GetInt32(5)),
        row.GetInt64(6),
        row.GetInt64(7),
        row.GetDouble(8),
        row.GetOrNull<long>(9),
        ImpressionJson.ReadShown(row.GetString(10), row.GetStringOrNull(11), row.GetStringOrNull(12)))
    {
        Origin = OriginJson.Read(row.GetStringOrNull(13)),
    };
}
