using Microsoft.Data.Sqlite;
using SmartRetail.Storage;
using SmartRetail.UnitTests.Storage.Sealing;

namespace SmartRetail.UnitTests.Storage.Sqlite;

internal sealed class SqliteFixture : IStorageFixture
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Rows that may wait; small, so that a test can fill it.</summary>
    public const int QueueCapacity = 200;

    /// <summary>What personal fields are sealed with; null to seal nothing. Disposed with the database.</summary>
    public CustomerKeyFixture? Keys { get; init; }

    public string DatabaseFile => _folder.File(StorageOptions.DatabaseFile);

    public Task<RetailStorage> OpenAsync(TimeProvider clock) => RetailStorage.OpenAsync(Options(), clock);

    public StorageOptions Options() => new()
    {
        DataFolder = _folder.Path,
        QueueCapacity = QueueCapacity,
        BusyTimeout = TimeSpan.FromSeconds(30),
        CustomerKeyFile = Keys?.File,
    };

    public IDisposable HoldWrites() => new HeldLock(DatabaseFile);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        Keys?.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class HeldLock : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteTransaction _transaction;

        public HeldLock(string file)
        {
            _connection = new($"Data Source={file};Pooling=false");
            _connection.Open();
            _transaction = _connection.BeginTransaction(deferred: false);
        }

        public void Dispose()
        {
            _transaction.Dispose();
            _connection.Dispose();
        }
    }
}
