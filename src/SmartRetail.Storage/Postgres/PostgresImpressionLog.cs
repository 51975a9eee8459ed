using Npgsql;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Storage.Sealing;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Postgres;

internal sealed class PostgresImpressionLog(
    GroupWriter<PostgresSession> writer, PostgresPool pool, PostgresCustomerKeys keys) : IImpressionLog
{
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
        if (!writer.TryWrite(rows: 1, session => session.Impressions.Add(store, impression)))
        {
            StorageMetrics.Dropped.Add(1);
        }
    }

    public Task FlushAsync(CancellationToken cancellationToken) =>
        writer.WriteAsync(rows: 1, (_, _) => true, cancellationToken);

    public Task<Impression?> FindAsync(
        StoreId store, RecommendationId recommendation, CancellationToken cancellationToken) =>
        pool.RunAsync(
            async connection =>
            {
                var found = await connection.QueryAsync(
                    FindSql, Read, cancellationToken, store.Value, recommendation.Value);
                return (await OpenAsync(connection, store, found, cancellationToken)).SingleOrDefault();
            },
            cancellationToken);

    // In the place of rows that nobody can read any more come those behind them: a page below its limit is the last one.
    public Task<IReadOnlyList<Impression>> ReadCustomerAsync(
        StoreId store,
        CustomerId customer,
        RecommendationId? after,
        int limit,
        CancellationToken cancellationToken) =>
        pool.RunAsync<IReadOnlyList<Impression>>(
            async connection =>
            {
                var readable = new List<Impression>();
                var behind = after?.Value ?? "";
                while (true)
                {
                    var asked = limit - readable.Count;
                    var page = await connection.QueryAsync(
                        ReadCustomerSql, Read, cancellationToken, store.Value, customer.Value, behind, asked);
                    readable.AddRange(await OpenAsync(connection, store, page, cancellationToken));
                    if (page.Count < asked || readable.Count == limit)
                    {
                        return readable;
                    }

                    behind = page[^1].Clear.RecommendationId.Value;
                }
            },
            cancellationToken);

    private async Task<List<Impression>> OpenAsync(
        NpgsqlConnection connection, StoreId store, List<KeptImpression> page, CancellationToken cancellationToken)
    {
        var owners = page.Where(row => row.Sealed is not null).Select(row => row.OwnerIn(store));
        return CustomerSeals.Open(store, page, await keys.FindAsync(connection, owners, cancellationToken));
    }

    private static KeptImpression Read(NpgsqlDataReader row) => new(
        new(
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
            []),
        new(row.GetString(10), row.GetStringOrNull(11), row.GetStringOrNull(12), row.GetStringOrNull(13)),
        row.GetBytesOrNull(15));
}
