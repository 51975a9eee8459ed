using System.Data;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Privacy;
using SmartRetail.Storage.Privacy;

namespace SmartRetail.Storage.Postgres;

internal sealed class PostgresRetention(PostgresPool pool, PostgresCustomerKeys keys, StoreSalts salts, TimeProvider clock)
    : IRetention
{
    public async Task<IReadOnlyList<CustomerId>> ListExpiredAsync(
        StoreId store, DateTimeOffset before, CustomerId? behind, int limit, CancellationToken cancellationToken) =>
        await pool.QueryAsync(
            RetentionSql.ListExpired,
            row => new CustomerId(row.GetString(0)),
            cancellationToken,
            store.Value,
            behind?.Value ?? "",
            before.UtcTicks,
            (long)limit);

    public async Task<ExpiredRows> ExpireAsync(
        StoreId store, CustomerId customer, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var hash = await salts.HashAsync(store, customer, cancellationToken);
        var now = clock.GetUtcNow().UtcTicks;
        return await pool.InTransactionAsync(
            IsolationLevel.ReadCommitted,
            async connection =>
            {
                await keys.HoldAsync(connection, store, customer, cancellationToken);

                // An import either commits before, and what it has brought is deleted here, or finds the mark.
                await connection.ExecuteAsync(AppendStatement.TakeTurn, cancellationToken);
                long interactions = await connection.ExecuteAsync(
                    RetentionSql.DeleteInteractions, cancellationToken, store.Value, customer.Value, before.UtcTicks);
                long impressions = await connection.ExecuteAsync(
                    RetentionSql.DeleteImpressions, cancellationToken, store.Value, customer.Value, before.UtcTicks);
                if (interactions > 0)
                {
                    await connection.ExecuteAsync(
                        RetentionSql.DeleteSnapshot, cancellationToken, store.Value, customer.Value);
                    await connection.ExecuteAsync(
                        RetentionSql.Mark, cancellationToken, store.Value, hash.Hex, before.UtcTicks, interactions + 1);
                    await connection.ExecuteAsync(
                        RetentionSql.RaiseMerges, cancellationToken, interactions + 1, store.Value, customer.Value);
                    await connection.ExecuteAsync(RetentionSql.Note, cancellationToken, store.Value, now);
                }

                await keys.DeleteUnusedAsync(connection, store, customer, cancellationToken);
                var told = await connection.QueryAsync(
                    RetentionSql.ReadRaised,
                    row => KeyValuePair.Create(new CustomerId(row.GetString(0)), row.GetInt64(1)),
                    cancellationToken,
                    store.Value,
                    customer.Value);
                return new ExpiredRows(interactions, impressions, told.ToDictionary());
            },
            cancellationToken);
    }
}
