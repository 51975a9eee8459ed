using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Customers;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Sqlite;

internal sealed class SqliteCustomerMerges(GroupWriter<SqliteSession> writer, SqliteReaders readers) : ICustomerMerges
{
    public Task<CustomerMerge?> MergeAsync(
        StoreId store, CustomerId anonymous, CustomerId customer, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            rows: 1,
            (session, now) =>
            {
                session.Execute(
                    CustomerMergeSql.Merge, store.Value, anonymous.Value, customer.Value, now, (long)MergeRules.MaxMerged);
                return Read(session, store, anonymous).SingleOrDefault(merge => merge.IsInForce);
            },
            cancellationToken);

    public Task<CustomerMerge?> UndoAsync(
        StoreId store, CustomerId anonymous, CustomerId customer, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            rows: 1,
            (session, now) =>
            {
                session.Execute(
                    CustomerMergeSql.Undo,
                    now,
                    store.Value,
                    anonymous.Value,
                    customer.Value,
                    now - MergeRules.UndoWithin);
                return Read(session, store, anonymous).SingleOrDefault(merge => merge.Customer == customer);
            },
            cancellationToken);

    public Task<ImmutableArray<CustomerMerge>> ReadAsync(
        StoreId store, CustomerId customer, CancellationToken cancellationToken) =>
        readers.ReadAsync(session => Read(session, store, customer), cancellationToken);

    private static ImmutableArray<CustomerMerge> Read(SqliteSession session, StoreId store, CustomerId customer)
    {
        using var rows = session.Query(CustomerMergeSql.Read, store.Value, customer.Value);
        var merges = ImmutableArray.CreateBuilder<CustomerMerge>();
        while (rows.Step())
        {
            var row = rows.Row;
            merges.Add(new(new(row.GetString(0)), new(row.GetString(1)), row.IsNull(2), row.GetInt64(3)));
        }

        return merges.ToImmutable();
    }
}
