using Microsoft.Data.Sqlite;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Benchmarks.Ingest;

/// <summary>One prepared statement with the provider's parameters; duplicates are not looked for.</summary>
internal sealed class SqliteLoop : IBareLoop
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _command;

    public SqliteLoop(string connectionString)
    {
        _connection = new(connectionString);
        _connection.Open();
        using var settings = _connection.CreateCommand();
        settings.CommandText = "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16384; PRAGMA cache_size = -65536";
        settings.ExecuteNonQuery();
        _command = _connection.CreateCommand();
        _command.CommandText =
            """
            INSERT INTO interaction (store, customer, id, kind, product, occurred_at, session, recorded_at, imported, quantity)
            VALUES ($store, $customer, $id, $kind, $product, $occurredAt, $session, 0, 0, 1)
            """;
        foreach (var name in (string[])["$store", "$customer", "$id", "$kind", "$product", "$occurredAt", "$session"])
        {
            _command.Parameters.AddWithValue(name, "");
        }
    }

    public void Insert(IReadOnlyList<Interaction> batch)
    {
        using var transaction = _connection.BeginTransaction();
        _command.Transaction = transaction;
        foreach (var row in batch)
        {
            object[] values =
            [
                IngestBenchmark.Store.Value, row.Customer.Value, row.Id.Value, (long)row.Kind, row.Product!.Value.Value,
                row.OccurredAt.UtcTicks, row.Session!,
            ];
            for (var at = 0; at < values.Length; at++)
            {
                _command.Parameters[at].Value = values[at];
            }

            _command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        _command.Dispose();
        _connection.Dispose();
    }
}
