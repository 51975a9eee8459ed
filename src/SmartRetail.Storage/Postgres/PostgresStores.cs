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

namespace SmartRetail.Storage.Postgres;

/// <summary>The ports on a PostgreSQL database that the silos of a cluster share.</summary>
internal sealed class PostgresStores : IDatabaseStores
{
    private readonly GroupWriter<PostgresSession> _writer;
    private readonly PostgresPool _pool;
    private readonly PostgresModelStore _models;

    private PostgresStores(
        PostgresDatabase database,
        StorageOptions options,
        ModelKeyring keyring,
        CustomerSeals seals,
        TimeProvider clock,
        ILogger logger)
    {
        var keys = new PostgresCustomerKeys(seals);
        _writer = new(new(database, keys, clock), options, clock, logger);
        _pool = new(database, options);
        ConnectionString = database.ConnectionString;
        var salts = new StoreSalts((store, salt, cancellationToken) =>
            PostgresPrivacy.KeepSaltAsync(_pool, store, salt, cancellationToken));
        CustomerKeys = new PostgresCustomerKeyTable(_pool, seals);
        Interactions = new PostgresInteractionLog(_writer, _pool, keys, salts, new(clock));
        Snapshots = new PostgresCustomerSnapshots(_writer, _pool, keys);
        Merges = new PostgresCustomerMerges(_writer, _pool);
        var privacy = new PostgresPrivacy(_writer, _pool, keys, salts, clock);
        (Privacy, Erasures) = (privacy, privacy);
        Retention = new PostgresRetention(_pool, keys, salts, clock);
        Impressions = new PostgresImpressionLog(_writer, _pool, keys);
        Attribution = new PostgresAttributionFigures(_pool, keys);
        Catalog = new PostgresCatalogStore(_pool, clock);
        Imports = new PostgresImportLedger(_pool, clock);
        ApiKeys = new PostgresApiKeys(_pool, clock);
        Audit = new PostgresAuditTrail(_pool, clock);
        _models = new(_pool, new(options.ModelFolder), keyring);
        Rounds = new PostgresRoundStore(_pool);
    }

    public string Invariant => "Npgsql";

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

    public IModelStore Models => _models;

    public IRoundStore Rounds { get; }

    public IImportLedger Imports { get; }

    public IApiKeys ApiKeys { get; }

    public IAuditTrail Audit { get; }

    public ICustomerKeyTable CustomerKeys { get; }

    public static PostgresStores Open(
        StorageOptions options,
        ModelKeyring keyring,
        CustomerKeyring? customerKeyring,
        CustomerSeals seals,
        TimeProvider clock,
        ILogger logger)
    {
        var database = new PostgresDatabase(options);
        try
        {
            PostgresMigrations.Apply(database);
            CustomerKeyring.Check(customerKeyring, PostgresCustomerKeyTable.ListMasters(database));
        }
        catch (Exception error) when (PostgresErrors.IsOutage(error))
        {
            throw PostgresErrors.Unavailable(error, options.RetryAfter);
        }

        return new(database, options, keyring, seals, clock, logger);
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _models.Dispose();
        await _pool.DisposeAsync();
    }

    public void Dispose()
    {
        _writer.Dispose();
        _models.Dispose();
        _pool.Dispose();
    }
}
