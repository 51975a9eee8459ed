using System.Data;
using Npgsql;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Attribution;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Storage.Attribution;

namespace SmartRetail.Storage.Postgres;

internal sealed class PostgresAttributionFigures(PostgresPool pool, PostgresCustomerKeys keys) : IAttributionFigures
{
    public Task<AttributionStep> AdvanceAsync(
        StoreId store, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return pool.InTransactionAsync(
            IsolationLevel.ReadCommitted,
            async connection =>
            {
                var from = await connection.ScalarAsync<long>(AttributionSql.Progress, cancellationToken, store.Value) ?? 0;
                var rows = await connection.QueryAsync(
                    AttributionSql.Next, ReadOutcome, cancellationToken, store.Value, from, limit);
                var found = await keys.FindAsync(
                    connection, rows.SelectMany(row => row.OwnersIn(store)), cancellationToken);
                var read = OutcomeRead.Of(from, rows.ConvertAll(row => row.Open(store, found)), until, limit);
                return read.To > from && await WriteAsync(connection, store, read, cancellationToken)
                    ? read.ToStep()
                    : new([], HasMore: false);
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<AttributedFigures>> ReadAsync(
        StoreId store, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        await pool.QueryAsync(
            AttributionSql.Read,
            row => new AttributedFigures(
                new(
                    row.GetString(0) is { Length: > 0 } slot ? slot : null,
                    (RecommendationTier)row.GetInt64(1),
                    row.GetInt64(2) is > 0 and var model ? new ModelVersion((int)model) : null),
                new(
                    row.GetDouble(3), row.GetDouble(4), row.GetDouble(5), row.GetDouble(6), row.GetDouble(7),
                    row.GetDouble(8))),
            cancellationToken,
            store.Value,
            AttributionRules.HourOf(from),
            AttributionRules.HourOf(to));

    public async Task<IReadOnlyDictionary<ProductId, Trial>> ReadTrialsAsync(
        StoreId store, CancellationToken cancellationToken)
    {
        var rows = await pool.QueryAsync(
            AttributionSql.ReadTrials,
            row => (Product: new ProductId(row.GetString(0)), Trial: new Trial(row.GetDouble(1), row.GetDouble(2))),
            cancellationToken,
            store.Value);
        return rows.ToDictionary(row => row.Product, row => row.Trial);
    }

    private static async Task<bool> WriteAsync(
        NpgsqlConnection connection, StoreId store, OutcomeRead read, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(AttributionSql.BeginProgress, cancellationToken, store.Value);

        // Waits for another transaction that has moved on, and then finds that it is too late.
        if (await connection.ExecuteAsync(
            AttributionSql.MoveProgress, cancellationToken, read.To, store.Value, read.From) == 0)
        {
            return false;
        }

        foreach (var (hour, key, sums) in read.Sums)
        {
            await connection.ExecuteAsync(
                AttributionSql.Add,
                cancellationToken,
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
        }

        foreach (var (product, clicks) in read.TrialClicks)
        {
            await connection.ExecuteAsync(
                AttributionSql.AddTrial, cancellationToken, store.Value, product, 0.0, clicks);
        }

        return true;
    }

    private static KeptOutcome ReadOutcome(NpgsqlDataReader row)
    {
        var act = new KeptOutcome.Part(row.GetString(15), row.GetString(16), row.GetBytesOrNull(17));
        var list = new KeptOutcome.Part(row.GetStringOrNull(18), row.GetStringOrNull(19) ?? "", row.GetBytesOrNull(20));
        return new(ReadInteraction(row, list.Sealed), act, list);
    }

    private static AttributedInteraction ReadInteraction(NpgsqlDataReader row, byte[]? sealedList) => new(
        row.GetInt64(0),
        row.GetTicks(1),
        (InteractionKind)row.GetInt32(2),
        row.GetStringOrNull(3) is { } product ? new ProductId(product) : null,
        row.GetInt32(4),
        row.GetInt32(5),
        row.GetOrNull<decimal>(6),
        row.GetBoolean(7),
        row.GetTicksOrNull(8) is { } shownAt
            ? new(
                shownAt,
                row.GetStringOrNull(9),
                (RecommendationTier)row.GetInt32(10),
                row.GetOrNull<int>(11) is { } model ? new ModelVersion(model) : null,
                row.GetDouble(12),
                KeptOutcome.ReadProducts(row.GetString(13), sealedList),
                ImpressionJson.ReadExplored(row.GetStringOrNull(14)))
            : null);
}
