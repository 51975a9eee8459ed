using Npgsql;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Benchmarks.Ingest;

/// <summary>The columns as arrays, the fastest way short of a copy; no lock, no duplicates, no positions returned.</summary>
internal sealed class PostgresLoop : IBareLoop
{
    private const string Sql =
        """
        INSERT INTO interaction (
            position, store, customer, id, kind, product, occurred_at, session, recorded_at, imported, quantity)
        SELECT nextval('interaction_position'), $1, given.*, 0, false, 1
        FROM unnest($2, $3, $4, $5, $6, $7) AS given
        """;

    private readonly NpgsqlConnection _connection;

    public PostgresLoop(string connectionString)
    {
        _connection = new(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 4 }.ToString());
        _connection.Open();
    }

    public void Insert(IReadOnlyList<Interaction> batch)
    {
        using var command = new NpgsqlCommand(Sql, _connection);
        Add(IngestBenchmark.Store.Value);
        Add(batch.Select(row => row.Customer.Value).ToArray());
        Add(batch.Select(row => row.Id.Value).ToArray());
        Add(batch.Select(row => (int)row.Kind).ToArray());
        Add(batch.Select(row => row.Product!.Value.Value).ToArray());
        Add(batch.Select(row => row.OccurredAt.UtcTicks).ToArray());
        Add(batch.Select(row => row.Session!).ToArray());
        command.ExecuteNonQuery();

        void Add<T>(T value) => command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
    }

    public void Dispose() => _connection.Dispose();
}
