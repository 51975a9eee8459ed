using SmartRetail.Contracts;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Postgres;

internal sealed class PostgresCustomerSnapshots(GroupWriter<PostgresSession> writer, PostgresPool pool)
    : ICustomerSnapshots
{
    private const string LoadSql =
        "SELECT position, format, payload FROM customer_snapshot WHERE store = $1 AND customer = $2";

    public async Task<CustomerSnapshot?> LoadAsync(
        StoreId store, CustomerId customer, CancellationToken cancellationToken)
    {
        var found = await pool.QueryAsync(
            LoadSql,
            row => new CustomerSnapshot(row.GetInt64(0), row.GetInt32(1), row.GetFieldValue<byte[]>(2)),
            cancellationToken,
            store.Value,
            customer.Value);
        return found.SingleOrDefault();
    }

    public Task SaveAsync(
        StoreId store, CustomerId customer, CustomerSnapshot snapshot, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            rows: 1,
            (session, _) =>
            {
                session.Snapshots.Add(store, customer, snapshot);
                return true;
            },
            cancellationToken);
}
