using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.TestingHost;
using SmartRetail.Contracts;
using SmartRetail.Grains;
using SmartRetail.Grains.Operations;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Models;
using SmartRetail.Serving.Partitions;
using SmartRetail.Storage;

namespace SmartRetail.Benchmarks.Partitions;

/// <summary>Two serving silos in this process that hold a half of one model each.</summary>
internal sealed class SplitSilos : IAsyncDisposable
{
    public static readonly StoreId Store = new("split");

    private readonly string _folder;
    private readonly RetailStorage _storage;
    private readonly InProcessTestCluster _cluster;

    private SplitSilos(string folder, RetailStorage storage, InProcessTestCluster cluster) =>
        (_folder, _storage, _cluster) = (folder, storage, cluster);

    /// <summary>The model as one of the silos has it.</summary>
    public PartedModel Model => (PartedModel)ReplicasOf(0).Find(Store)!.Model!;

    public static async Task<SplitSilos> StartAsync(SplitModels models)
    {
        var folder = Directory.CreateTempSubdirectory("smartretail-benchmark-").FullName;
        var storage = await RetailStorage.OpenAsync(new() { DataFolder = folder });
        await storage.Catalog.CreateStoreAsync(Store);
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage(GrainStorage.Name);
            silo.UseInMemoryReminderService();
            silo.AddRetailGrains();
            var services = silo.Services;
            services.Replace(ServiceDescriptor.Singleton(TimeProvider.System));
            services.AddSingleton(storage.Interactions);
            services.AddSingleton(storage.Snapshots);
            services.AddSingleton(storage.Merges);
            services.AddSingleton(storage.Privacy);
            services.AddSingleton(storage.Erasures);
            services.AddSingleton(storage.Retention);
            services.AddSingleton(storage.RejectedRows);
            services.AddSingleton(storage.Impressions);
            services.AddSingleton(storage.Attribution);
            services.AddSingleton(storage.Catalog);
            services.AddSingleton<IModelStore>(models);
            services.AddSingleton(models);
            services.AddSingleton<IModelLoader, SplitModels.Loader>();
            services.AddSingleton<ISiloDirectory, ServingOnly>();
        });
        var silos = new SplitSilos(folder, storage, builder.Build());
        await silos._cluster.DeployAsync();
        for (var silo = 0; silo < 2; silo++)
        {
            await silos.ReplicasOf(silo).ActivateModelAsync(Store, new(SplitModels.Version));
        }

        return silos;
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        await _storage.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private StoreReplicas ReplicasOf(int silo) => _cluster.Silos[silo].ServiceProvider.GetRequiredService<StoreReplicas>();

    private sealed class ServingOnly : ISiloDirectory
    {
        public SiloAnnouncement Find(SiloAddress silo) => new(["serving"], true, false, "cpu", "0.1.0");
    }
}
