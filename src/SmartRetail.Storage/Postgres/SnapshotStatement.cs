using Npgsql;
using NpgsqlTypes;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.Storage.Postgres;

/// <summary>A group's snapshots and the statement that saves them.</summary>
internal sealed class SnapshotStatement
{
    // Of several snapshots of one customer the statement may write one: the latest. In the order of the key, so that two
    // silos that write the same customers wait for each other and never in a circle.
    private const string SaveSql =
        """
        INSERT INTO customer_snapshot AS kept (store, customer, position, format, payload, sealed)
        SELECT DISTINCT ON (store, customer) store, customer, position, format, payload, sealed
        FROM unnest($1, $2, $3, $4, $5, $6) WITH ORDINALITY AS given (
            store, customer, position, format, payload, sealed, ordinal)
        ORDER BY store, customer, position DESC, ordinal DESC
        ON CONFLICT (store, customer) DO UPDATE
        SET position = excluded.position, format = excluded.format, payload = excluded.payload, sealed = excluded.sealed
        WHERE excluded.position >= kept.position
        """;

    private readonly List<Row> _rows = [];
    private List<Row>? _sealed;

    public bool IsEmpty => _rows.Count == 0;

    /// <summary>Whose keys it takes to seal the group.</summary>
    public IEnumerable<KeyOwner> Owners => _rows.Select(row => row.Owner);

    public void Add(StoreId store, CustomerId customer, CustomerSnapshot snapshot) =>
        _rows.Add(new(new(store.Value, customer.Value), snapshot, null));

    /// <summary>Seals the group's payloads for the next command.</summary>
    public void Seal(IReadOnlyDictionary<KeyOwner, CustomerKey> keys) => _sealed = _rows.ConvertAll(row => row with
    {
        Snapshot = row.Snapshot with { Payload = ReadOnlyMemory<byte>.Empty },
        Sealed = keys[row.Owner].Seal(
            RowPlace.Snapshot(row.Owner, row.Snapshot.Position, row.Snapshot.Format), row.Snapshot.Payload.Span),
    });

    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(SaveSql);
        var rows = _sealed ?? _rows;
        command.Parameters.AddColumn(NpgsqlDbType.Text, rows, row => row.Owner.Store);
        command.Parameters.AddColumn(NpgsqlDbType.Text, rows, row => row.Owner.Customer);
        command.Parameters.AddColumn(NpgsqlDbType.Bigint, rows, row => row.Snapshot.Position);
        command.Parameters.AddColumn(NpgsqlDbType.Integer, rows, row => row.Snapshot.Format);
        command.Parameters.AddColumn(NpgsqlDbType.Bytea, rows, row => row.Snapshot.Payload);
        command.Parameters.AddColumn(NpgsqlDbType.Bytea, rows, row => row.Sealed);
        return command;
    }

    private readonly record struct Row(KeyOwner Owner, CustomerSnapshot Snapshot, byte[]? Sealed);
}
