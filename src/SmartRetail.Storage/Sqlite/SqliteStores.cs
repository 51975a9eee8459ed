using Microsoft.Extensions.Logging;
using SmartRetail.Recommender.Access;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Audit;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Privacy;
using SmartRetail.Recommender.Rounds;
using SmartRetail.Storage.Models;
using SmartRetail.Storage.Models.Protection;
using SmartRetail.Storage.Privacy;
using SmartRetail.Storage.Sealing;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Sqlite;

/// <summary>
/// The ports on a database file and a folder of models. Several processes may open the same ones: each reads at any
/// time, and their writes take turns.
/// </summary>
internal sealed class SqliteStores : IDatabaseStores
{
    private readonly GroupWriter<SqliteSession> _writer;
    private readonly SqliteReaders _readers;
    private readonly SqliteCheckpointer _checkpointer;

    private SqliteStores(
        SqliteDatabase database,
        SqliteSession session,
        StorageOptions options,
        ModelKeyring keyring,
        CustomerSeals seals,
        TimeProvider clock,
        ILogger logger)
    {
        _writer = new(session, options, clock, logger);
        _readers = new(database, options.Readers);
        _checkpointer = new(database.OpenCheckpointer(), session);
        ConnectionString = database.ConnectionString;
        var salts = new StoreSalts((store, salt, cancellationToken) =>
            SqlitePrivacy.KeepSaltAsync(_writer, store, salt, cancellationToken));
        var keys = new SqliteCustomerKeys(seals);
        CustomerKeys = keys.For(_writer, _readers);
        Interactions = new SqliteInteractionLog(_writer, _readers, keys, salts, new(clock));
        Snapshots = new SqliteCustomerSnapshots(_writer, _readers, keys);
        Merges = new SqliteCustomerMerges(_writer, _readers);
        var privacy = new SqlitePrivacy(_writer, _readers, salts);
        (Privacy, Erasures) = (privacy, privacy);
        Retention = new SqliteRetention(_writer, _readers, salts);
        Impressions = new SqliteImpressionLog(_writer, _readers, keys);
        Attribution = new SqliteAttributionFigures(_writer, _readers, keys);
        Catalog = new SqliteCatalogStore(_writer, _readers);
        Imports = new SqliteImportLedger(_writer, _readers);
        ApiKeys = new SqliteApiKeys(_writer, _readers);
        Audit = new SqliteAuditTrail(_writer, _readers);
        Models = new FolderModelStore(new(options.ModelFolder), keyring);
        Rounds = new FolderRoundStore(new(options.ModelFolder));
    }

    public string Invariant => "System.Data.SQLite";

    public string ConnectionString { get; }

    public IInteractionLog Interactions { get; }

    public ICustomerSnapshots Snapshots { get; }

    public ICustomerMerges Merges { get; }

    public ICustomerPrivacy Privacy { get; }

    public IErasures Erasures { get; }

    public IRetention Retention { get; }

    public IImpressionLog Impressions { get; }

    public IAttributionFigures Attribution { get; }

    public ICatalogStore Catalog { get; }

    public IModelStore Models { get; }

    public IRoundStore Rounds { get; }

    public IImportLedger Imports { get; }

    public IApiKeys ApiKeys { get; }

    public IAuditTrail Audit { get; }

    public ICustomerKeyTable CustomerKeys { get; }

    public static SqliteStores Open(
        StorageOptions options,
        ModelKeyring keyring,
        CustomerKeyring? customerKeyring,
        CustomerSeals seals,
        TimeProvider clock,
        ILogger logger)
    {
        var database = new SqliteDatabase(
            Path.Combine(options.DataFolder, StorageOptions.DatabaseFile), options.BusyTimeout);
        var session = database.OpenWriter();
        try
        {
            SqliteMigrations.Apply(session, database.File);
            CustomerKeyring.Check(customerKeyring, SqliteCustomerKeys.ListMasters(session));
            return new(database, session, options, keyring, seals, clock, logger);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _checkpointer.Dispose();
        await _writer.DisposeAsync();
        _readers.Dispose();
    }

    public void Dispose()
    {
        _checkpointer.Dispose();
        _writer.Dispose();
        _readers.Dispose();
    }
}
