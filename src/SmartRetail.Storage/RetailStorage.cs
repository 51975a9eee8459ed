using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SmartRetail.Recommender.Access;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Audit;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Imports;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Privacy;
using SmartRetail.Recommender.Rounds;
using SmartRetail.Storage.Import;
using SmartRetail.Storage.Models.Protection;
using SmartRetail.Storage.Models;
using SmartRetail.Storage.Postgres;
using SmartRetail.Storage.Sealing;
using SmartRetail.Storage.Sqlite;

namespace SmartRetail.Storage;

/// <summary>
/// Everything that is stored: in a PostgreSQL database that the silos of a cluster share, or in an embedded one in the
/// data folder. Several processes may open the same one.
/// </summary>
public sealed class RetailStorage : IAsyncDisposable, IDisposable
{
    private readonly IDatabaseStores _stores;
    private readonly ModelKeyring _keyring;

    private RetailStorage(
        IDatabaseStores stores,
        ModelKeyring keyring,
        CustomerKeyring? customerKeyring,
        ModelExchange exchange,
        string dataFolder,
        TimeProvider clock)
    {
        Exchange = exchange;
        CustomerKeys = new(stores.CustomerKeys, customerKeyring);
        _stores = stores;
        _keyring = keyring;
        DataFolder = Path.GetFullPath(dataFolder);
        RejectedRows = new RejectedRows(DataFolder);
        Importer = new Importer(Interactions, Catalog, DataFolder, clock);
    }

    /// <summary>The provider's name as Orleans' ADO.NET providers know it.</summary>
    public string Invariant => _stores.Invariant;

    /// <summary>
    /// For Orleans' ADO.NET providers, whose tables and queries are in the same database: grain storage in both kinds,
    /// membership and reminders in PostgreSQL alone. Holds the password, if there is one.
    /// </summary>
    public string ConnectionString => _stores.ConnectionString;

    public string DataFolder { get; }

    public IInteractionLog Interactions => _stores.Interactions;

    public ICustomerSnapshots Snapshots => _stores.Snapshots;

    public ICustomerMerges Merges => _stores.Merges;

    public ICustomerPrivacy Privacy => _stores.Privacy;

    public IErasures Erasures => _stores.Erasures;

    public IRetention Retention => _stores.Retention;

    public IRejectedRows RejectedRows { get; }

    public IImporter Importer { get; }

    public IImpressionLog Impressions => _stores.Impressions;

    public IAttributionFigures Attribution => _stores.Attribution;

    public ICatalogStore Catalog => _stores.Catalog;

    public IModelStore Models => _stores.Models;

    public IRoundStore Rounds => _stores.Rounds;

    public ModelExchange Exchange { get; }

    public IImportLedger Imports => _stores.Imports;

    public IApiKeys ApiKeys => _stores.ApiKeys;

    public IAuditTrail Audit => _stores.Audit;

    /// <summary>What follows a new master in the key file of customers.</summary>
    public CustomerKeyRotation CustomerKeys { get; }

    /// <summary>Opens the database, makes what is missing and brings the schema up to date.</summary>
    /// <exception cref="SchemaTooNewException">The database was written by a later version.</exception>
    /// <exception cref="LogUnavailableException">The database cannot be reached now.</exception>
    /// <exception cref="CustomerKeysException">Customers' keys in it are opened by no file that is named.</exception>
    /// <exception cref="ValidationException">An option is out of its bounds.</exception>
    public static Task<RetailStorage> OpenAsync(
        StorageOptions options,
        TimeProvider? clock = null,
        ILoggerFactory? loggers = null,
        CancellationToken cancellationToken = default) =>
        Task.Run(() => Open(options, clock ?? TimeProvider.System, loggers ?? NullLoggerFactory.Instance), cancellationToken);

    /// <summary>Reads the key file of models, or makes it where it is this machine's alone.</summary>
    /// <exception cref="ModelKeysException">It is not there, or is no key file.</exception>
    public void CheckModelKeys() => _ = _keyring.Keys;

    /// <summary>Writes what waits to be written, then closes.</summary>
    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    /// <summary>As <see cref="DisposeAsync"/>, for containers that are not disposed asynchronously.</summary>
    public void Dispose() => _stores.Dispose();

    internal static RetailStorage Open(StorageOptions options, TimeProvider clock, ILoggerFactory loggers)
    {
        Validator.ValidateObject(options, new(options), validateAllProperties: true);
        Directory.CreateDirectory(options.ModelFolder);
        new ModelFolders(options.ModelFolder).DeleteForgotten(clock);
        var keyring = new ModelKeyring(options.ModelKeyPath, isOurs: options.ModelKeyFile is null, clock);
        var customerKeyring = options.CustomerKeyFile is { } file ? new CustomerKeyring(Path.GetFullPath(file)) : null;
        var seals = new CustomerSeals(customerKeyring, options.RetryAfter);
        var logger = loggers.CreateLogger<RetailStorage>();
        IDatabaseStores stores = options.ConnectionString is null
            ? SqliteStores.Open(options, keyring, customerKeyring, seals, clock, logger)
            : PostgresStores.Open(options, keyring, customerKeyring, seals, clock, logger);
        return new(
            stores, keyring, customerKeyring, new(stores.Models, new(options.ModelFolder), keyring), options.DataFolder, clock);
    }
}
