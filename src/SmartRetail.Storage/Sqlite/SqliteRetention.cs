using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Privacy;
using SmartRetail.Storage.Privacy;
using SmartRetail.Storage.Sealing;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Sqlite;

internal sealed class SqliteRetention(GroupWriter<SqliteSession> writer, SqliteReaders readers, StoreSalts salts) : IRetention
{
    public Task<IReadOnlyList<CustomerId>> ListExpiredAsync(
        StoreId store, DateTimeOffset before, CustomerId? behind, int limit, CancellationToken cancellationToken) =>
        readers.ReadAsync<IReadOnlyList<CustomerId>>(
            session =>
            {
                using var rows = session.Query(
                    RetentionSql.ListExpired, store.Value, behind?.Value ?? "", before, (long)limit);
                var customers = new List<CustomerId>();
                while (rows.Step())
                {
                    customers.Add(new(rows.Row.GetString(0)));
                }

                return customers;
            },
            cancellationToken);

    public async Task<ExpiredRows> ExpireAsync(
        StoreId store, CustomerId customer, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var hash = await salts.HashAsync(store, customer, cancellationToken);
        return await writer.WriteAsync(
            rows: 1, (session, now) => Expire(session, store, customer, hash, before, now), cancellationToken);
    }

    private static ExpiredRows Expire(
        SqliteSession session,
        StoreId store,
        CustomerId customer,
        CustomerHash hash,
        DateTimeOffset before,
        DateTimeOffset now)
    {
        long interactions = session.Execute(RetentionSql.DeleteInteractions, store.Value, customer.Value, before);
        long impressions = session.Execute(RetentionSql.DeleteImpressions, store.Value, customer.Value, before);
        if (interactions > 0)
        {
            session.Execute(RetentionSql.DeleteSnapshot, store.Value, customer.Value);
            session.Execute(RetentionSql.Mark, store.Value, hash.Hex, before, interactions + 1);
            session.Execute(RetentionSql.RaiseMerges, interactions + 1, store.Value, customer.Value);
            session.Execute(RetentionSql.Note, store.Value, now);
        }

        session.Execute(CustomerKeySql.DeleteUnused, store.Value, customer.Value);
        var told = ImmutableDictionary.CreateBuilder<CustomerId, long>();
        using var rows = session.Query(RetentionSql.ReadRaised, store.Value, customer.Value);
        while (rows.Step())
        {
            told[new(rows.Row.GetString(0))] = rows.Row.GetInt64(1);
        }

        return new(interactions, impressions, told.ToImmutable());
    }
}
