using SmartRetail.Contracts;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage.Sealing;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Sqlite;

internal sealed class SqliteCustomerSnapshots(
    GroupWriter<SqliteSession> writer, SqliteReaders readers, SqliteCustomerKeys keys) : ICustomerSnapshots
{
    private const string SaveSql =
        """
        INSERT INTO customer_snapshot (store, customer, position, format, payload, sealed) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO UPDATE
        SET position = excluded.position, format = excluded.format, payload = excluded.payload,
            sealed = excluded.sealed
        WHERE excluded.position >= position
        """;

    private const string LoadSql =
        "SELECT position, format, payload, sealed FROM customer_snapshot WHERE store = $1 AND customer = $2";

    public Task<CustomerSnapshot?> LoadAsync(
        StoreId store, CustomerId customer, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            session =>
            {
                var (snapshot, sealedPayload) = Find(session, store, customer);
                var owner = new KeyOwner(store.Value, customer.Value);
                return snapshot is null || sealedPayload is null
                    ? snapshot
                    : CustomerSeals.Open(owner, snapshot, sealedPayload, keys.Find(session, [owner]));
            },
            cancellationToken);

    public Task SaveAsync(
        StoreId store, CustomerId customer, CustomerSnapshot snapshot, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            rows: 1,
            (session, _) =>
            {
                var owner = new KeyOwner(store.Value, customer.Value);
                var place = RowPlace.Snapshot(owner, snapshot.Position, snapshot.Format);
                var key = keys.Take(session, owner);
                return session.Execute(
                    SaveSql,
                    store.Value,
                    customer.Value,
                    snapshot.Position,
                    (long)snapshot.Format,
                    key is null ? snapshot.Payload.ToArray() : Array.Empty<byte>(),
                    key?.Seal(place, snapshot.Payload.Span));
            },
            cancellationToken);

    private static (CustomerSnapshot? Snapshot, byte[]? Sealed) Find(SqliteSession session, StoreId store, CustomerId customer)
    {
        using var rows = session.Query(LoadSql, store.Value, customer.Value);
        return rows.Step()
            ? (new CustomerSnapshot(rows.Row.GetInt64(0), (int)rows.Row.GetInt64(1), rows.Row.GetBytes(2)),
                rows.Row.IsNull(3) ? null : rows.Row.GetBytes(3))
            : (null, null);
    }
}
