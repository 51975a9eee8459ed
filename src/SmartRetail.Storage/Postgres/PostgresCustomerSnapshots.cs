using SmartRetail.Contracts;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage.Sealing;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Postgres;

internal sealed class PostgresCustomerSnapshots(
    GroupWriter<PostgresSession> writer, PostgresPool pool, PostgresCustomerKeys keys) : ICustomerSnapshots
{
    private const string LoadSql =
        "SELECT position, format, payload, sealed FROM customer_snapshot WHERE store = $1 AND customer = $2";

    public Task<CustomerSnapshot?> LoadAsync(
        StoreId store, CustomerId customer, CancellationToken cancellationToken) =>
        pool.RunAsync(
            async connection =>
            {
                var found = await connection.QueryAsync(
                    LoadSql,
                    row => (
                        Snapshot: new CustomerSnapshot(row.GetInt64(0), row.GetInt32(1), row.GetFieldValue<byte[]>(2)),
                        Sealed: row.GetBytesOrNull(3)),
                    cancellationToken,
                    store.Value,
                    customer.Value);
                var (snapshot, sealedPayload) = found.SingleOrDefault();
                var owner = new KeyOwner(store.Value, customer.Value);
                return snapshot is null || sealedPayload is null
                    ? snapshot
                    : CustomerSeals.Open(
                        owner, snapshot, sealedPayload, await keys.FindAsync(connection, [owner], cancellationToken));
            },
            cancellationToken);

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
