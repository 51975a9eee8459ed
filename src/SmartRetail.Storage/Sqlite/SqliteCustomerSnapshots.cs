using SmartRetail.Contracts;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Sqlite;

internal sealed class SqliteCustomerSnapshots(GroupWriter<SqliteSession> writer, SqliteReaders readers) : ICustomerSnapshots
{
    private const string SaveSql =
        """
        INSERT INTO customer_snapshot (store, customer, position, format, payload) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO UPDATE
        SET position = excluded.position, format = excluded.format, payload = excluded.payload
        WHERE excluded.position >= position
        """;

    private const string LoadSql =
        "SELECT position, format, payload FROM customer_snapshot WHERE store = $1 AND customer = $2";

    public Task<CustomerSnapshot?> LoadAsync(
        StoreId store, CustomerId customer, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            session =>
            {
                using var rows = session.Query(LoadSql, store.Value, customer.Value);
                return rows.Step()
                    ? new CustomerSnapshot(
                        rows.Row.GetInt64(0), (int)rows.Row.GetInt64(1), rows.Row.GetBytes(2))
                    : null;
            },
            cancellationToken);

    public Task SaveAsync(
        StoreId store, CustomerId customer, CustomerSnapshot snapshot, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            rows: 1,
            (session, _) => session.Execute(
                SaveSql,
                store.Value,
                customer.Value,
                snapshot.Position,
                (long)snapshot.Format,
                snapshot.Payload.ToArray()),
            cancellationToken);
}
