using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Models;
using SmartRetail.Storage.Models;
using SmartRetail.Storage.Sqlite;

namespace SmartRetail.Storage;

/// <summary>
/// Everything that is stored, opened on one data folder. Several processes may open the same folder: each reads at any
/// time, and their writes take turns.
/// </summary>
public sealed class RetailStorage : IAsyncDisposable, IDisposable
{
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;

    private RetailStorage(
        StorageOptions options, SqliteDatabase database, SqliteSession session, TimeProvider clock, ILoggerFactory loggers)
    {
        var signal = new AppendSignal(clock);
        _writer = new(session, options, clock, loggers.CreateLogger<SqliteWriter>());
        _readers = new(database, options.Readers);
        DataFolder = Path.GetFullPath(options.DataFolder);
        ConnectionString = database.ConnectionString;
        Interactions = new SqliteInteractionLog(_writer, _readers, signal);
        Snapshots = new SqliteCustomerSnapshots(_writer, _readers);
        Impressions = new SqliteImpressionLog(_writer);
        Catalog = new SqliteCatalogStore(_writer, _readers);
        Imports = new SqliteImportLedger(_writer, _readers);
        Models = new FolderModelStore(Path.Combine(DataFolder, "models"));
    }

    /// <summary>The provider's name as Orleans' ADO.NET grain storage knows it.</summary>
    public string Invariant { get; } = "System.Data.SQLite";

    /// <summary>For Orleans' ADO.NET grain storage, whose tables and queries are in the same database.</summary>
    public string ConnectionString { get; }

    public string DataFolder { get; }

    public IInteractionLog Interactions { get; }

    public ICustomerSnapshots Snapshots { get; }

    public IImpressionLog Impressions { get; }

    public ICatalogStore Catalog { get; }

    public IModelStore Models { get; }

    public IImportLedger Imports { get; }

    /// <summary>Opens the data folder, makes what is missing and brings the schema up to date.</summary>
    /// <exception cref="SchemaTooNewException">The database was written by a later version.</exception>
    /// <exception cref="ValidationException">An option is out of its bounds.</exception>
    public static Task<RetailStorage> OpenAsync(
        StorageOptions options,
        TimeProvider? clock = null,
        ILoggerFactory? loggers = null,
        CancellationToken cancellationToken = default) =>
        Task.Run(() => Open(options, clock ?? TimeProvider.System, loggers ?? NullLoggerFactory.Instance), cancellationToken);

    /// <summary>Writes what waits to be written, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _readers.Dispose();
    }

    /// <summary>As <see cref="DisposeAsync"/>, for containers that are not disposed asynchronously.</summary>
    public void Dispose()
    {
        _writer.Dispose();
        _readers.Dispose();
    }

    internal static RetailStorage Open(StorageOptions options, TimeProvider clock, ILoggerFactory loggers)
    {
        Validator.ValidateObject(options, new(options), validateAllProperties: true);
        Directory.CreateDirectory(options.DataFolder);
        Directory.CreateDirectory(Path.Combine(options.DataFolder, "models"));
        var database = new SqliteDatabase(
            Path.Combine(options.DataFolder, StorageOptions.DatabaseFile), options.BusyTimeout);
        var session = database.OpenWriter();
        try
        {
            SqliteMigrations.Apply(session, database.File);
            return new(options, database, session, clock, loggers);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
