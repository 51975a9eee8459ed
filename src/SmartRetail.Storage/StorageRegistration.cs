using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SmartRetail.Storage;

public static class StorageRegistration
{
    /// <summary>
    /// Registers the log, snapshots, merges, privacy, importer, impressions, figures, catalog, models, import ledger, keys and audit trail over one database. The first one
    /// resolved opens it and migrates its schema, before any silo takes traffic; disposing the container writes
    /// what waits and closes.
    /// </summary>
    public static IServiceCollection AddRetailStorage(
        this IServiceCollection services, Action<StorageOptions> configure)
    {
        services.AddOptions<StorageOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => RetailStorage.Open(
            provider.GetRequiredService<IOptions<StorageOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider => provider.GetRequiredService<RetailStorage>().Interactions);
        services.AddSingleton(provider => provider.GetRequiredService<RetailStorage>().Snapshots);
        services.AddSingleton(provider => provider.GetRequiredService<RetailStorage>().Merges);
        services.AddSingleton(provider => provider.GetRequiredService<RetailStorage>().Privacy);
        services.AddSingleton(provider => provider.GetRequiredService<RetailStorage>().Erasures);
        services.AddSingleton(provider => provider.GetRequiredService<RetailStorage>().Retention);
        services.AddSingleton(provider => provider.GetRequiredService<RetailStorage>().RejectedRows);
        services.AddSingleton(provider => provider.GetRequiredService<RetailStorage>().Importer);
        services.AddSingleton(provider => provider.GetRequiredService<RetailStorage>().Impressions);
        services.AddSingleton(provider => provider.GetRequiredService<RetailStorage>().Attribution);
        services.AddSingleton(provider => provider.GetRequiredService<RetailStorage>().Catalog);
        services.AddSingleton(provider => provider.GetRequiredService<RetailStorage>().Models);
        services.AddSingleton(provider => provider.GetRequiredService<RetailStorage>().Rounds);
        services.AddSingleton(provider => provider.GetRequiredService<RetailStorage>().Imports);
        services.AddSingleton(provider => provider.GetRequiredService<RetailStorage>().ApiKeys);
        services.AddSingleton(provider => provider.GetRequiredService<RetailStorage>().Audit);
        return services;
    }
}
