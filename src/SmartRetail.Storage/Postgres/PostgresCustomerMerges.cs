using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Postgres;

internal sealed class PostgresCustomerMerges(GroupWriter<PostgresSession> writer, PostgresPool pool) : ICustomerMerges
{
    public async Task<CustomerMerge?> MergeAsync(
        StoreId store, CustomerId anonymous, CustomerId customer, CancellationToken cancellationToken)
    {
        await WriteAsync((session, now) => session.Merges.AddMerge(store, anonymous, customer, now), cancellationToken);

        // What a group's statements return is read for interactions alone. Nobody else changes this customer's merges.
        return (await ReadAsync(store, anonymous, cancellationToken)).SingleOrDefault(merge => merge.IsInForce);
    }

    public async Task<CustomerMerge?> UndoAsync(
        StoreId store, CustomerId anonymous, CustomerId customer, CancellationToken cancellationToken)
    {
        await WriteAsync((session, now) => session.Merges.AddUndo(store, anonymous, customer, now), cancellationToken);
        return (await ReadAsync(store, anonymous, cancellationToken)).SingleOrDefault(merge => merge.Customer == customer);
    }

    public async Task<ImmutableArray<CustomerMerge>> ReadAsync(
        StoreId store, CustomerId customer, CancellationToken cancellationToken) =>
        [
            .. await pool.QueryAsync(
                CustomerMergeSql.Read,
                row => new CustomerMerge(
                    new(row.GetString(0)), new(row.GetString(1)), row.IsDBNull(2), row.GetInt64(3)),
                cancellationToken,
                store.Value,
                customer.Value),
        ];

    private Task<bool> WriteAsync(Action<PostgresSession, DateTimeOffset> write, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            rows: 1,
            (session, now) =>
            {
                write(session, now);
                return true;
            },
            cancellationToken);
}
