using Npgsql;
using NpgsqlTypes;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Storage.Postgres;

/// <summary>A group's snapshots and the statement that saves them.</summary>
internal sealed class SnapshotStatement
{
    // Of several snapshots of one customer the statement may write one: the latest. In the order of the key, so that two
    // silos that write the same customers wait for each other and never in a circle.
    private const string SaveSql =
        """
        INSERT INTO customer_snapshot AS kept (store, customer, position, format, payload)
        SELECT DISTINCT ON (store, customer) store, customer, position, format, payload
        FROM unnest($1, $2, $3, $4, $5) WITH ORDINALITY AS given (store, customer, position, format, payload, ordinal)
        ORDER BY store, customer, position DESC, ordinal DESC
        ON CONFLICT (store, customer) DO UPDATE
        SET position = excluded.position, format = excluded.format, payload = excluded.payload
        WHERE excluded.position >= kept.position
        """;

    private readonly List<Row> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    public void Add(StoreId store, CustomerId customer, CustomerSnapshot snapshot) =>
        _rows.Add(new(store.Value, customer.Value, snapshot));

    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(SaveSql);
        command.Parameters.AddColumn(NpgsqlDbType.Text, _rows, row => row.Store);
        command.Parameters.AddColumn(NpgsqlDbType.Text, _rows, row => row.Customer);
        command.Parameters.AddColumn(NpgsqlDbType.Bigint, _rows, row => row.Snapshot.Position);
        command.Parameters.AddColumn(NpgsqlDbType.Integer, _rows, row => row.Snapshot.Format);
        command.Parameters.AddColumn(NpgsqlDbType.Bytea, _rows, row => row.Snapshot.Payload);
        return command;
    }

    private readonly record struct Row(string Store, string Customer, CustomerSnapshot Snapshot);
}
