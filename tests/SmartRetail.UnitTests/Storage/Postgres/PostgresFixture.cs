using Npgsql;
using SmartRetail.Storage;
using SmartRetail.UnitTests.Storage.Sealing;

namespace SmartRetail.UnitTests.Storage.Postgres;

internal sealed class PostgresFixture(SharedPostgres server) : IStorageFixture
{
    private readonly TemporaryFolder _folder = new();
    private string? _connectionString;

    /// <summary>What personal fields are sealed with; null to seal nothing. Disposed with the database.</summary>
    public CustomerKeyFixture? Keys { get; init; }

    /// <summary>Rows that may wait; small, so that a test can fill it.</summary>
    public const int QueueCapacity = 200;

    public async Task<RetailStorage> OpenAsync(TimeProvider clock) =>
        await RetailStorage.OpenAsync(await OptionsAsync(), clock);

    public async Task<StorageOptions> OptionsAsync() => new()
    {
        DataFolder = _folder.Path,
        ConnectionString = _connectionString ??= await server.CreateDatabaseAsync(),
        QueueCapacity = QueueCapacity,
        BusyTimeout = TimeSpan.FromSeconds(30),
        CustomerKeyFile = Keys?.File,
    };

    public IDisposable HoldWrites() => new HeldLock(Connect());

    /// <summary>Returns the first value of a query's answer.</summary>
    public object? Scalar(string sql)
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    /// <summary>Opens a connection to the database, which a storage was opened on before.</summary>
    public NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(_connectionString + ";Pooling=false");
        connection.Open();
        return connection;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        Keys?.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class HeldLock : IDisposable
    {
        private readonly NpgsqlConnection _connection;

        public HeldLock(NpgsqlConnection connection)
        {
            _connection = connection;
            connection.BeginTransaction();
            using var command = new NpgsqlCommand("LOCK TABLE interaction IN EXCLUSIVE MODE", connection);
            command.ExecuteNonQuery();
        }

        public void Dispose() => _connection.Dispose();
    }
}
