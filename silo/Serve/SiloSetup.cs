using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Dashboard;
using SmartRetail.Grains;
using SmartRetail.Grains.Customers;
using SmartRetail.Grains.Imports;
using SmartRetail.Grains.Operations;
using SmartRetail.Grains.Privacy;
using SmartRetail.Grains.Recommendations;
using SmartRetail.Grains.Retraining;
using SmartRetail.Grains.Shadows;
using SmartRetail.Grains.Training;
using SmartRetail.Hosting.Cluster;
using SmartRetail.Hosting.Health;
using SmartRetail.Recommender.Conduct;
using SmartRetail.Serving;
using SmartRetail.Silo.Database;
using SmartRetail.Storage;
using SmartRetail.Training;

namespace SmartRetail.Silo.Serve;

/// <summary>Makes the process a silo that hosts the grains of its roles, and of no other.</summary>
internal static class SiloSetup
{
    /// <param name="storage">The database, opened and brought up to date.</param>
    public static void AddSilo(this WebApplicationBuilder builder, ProcessSettings settings, RetailStorage storage)
    {
        var services = builder.Services;
        var database = new ClusterDatabase(
            storage.Invariant,
            settings.IsInCluster ? ConnectionStrings.ForOrleans(storage.ConnectionString) : storage.ConnectionString);
        services.AddRetailStorage(options => DatabaseOption.Bind(
            builder.Configuration, settings.Serve.Database, settings.Serve.DataFolder, options));
        services.AddSingleton<ISiloDirectory, AnnouncedSilos>();
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: [RetailHealthExtensions.Ready]);
        builder.UseOrleans(silo =>
        {
            settings.Cluster.Database = settings.IsInCluster ? database : null;
            silo.UseRetailCluster(settings.Cluster);
            silo.AddStoreWalls();
            if (settings.Cluster.HasDashboard)
            {
                // Traces are of the log, which has a place of its own.
                silo.AddDashboard(dashboard => dashboard.HideTrace = true);
            }

            silo.AddRetailGrainStorage(GrainStorage.Name, database);
            if (settings.Serve.IsServing)
            {
                silo.AddRetailGrains();
            }
            else
            {
                silo.AddSiloMonitor();
                silo.HostNoGrainsOf(typeof(RetailGrainsExtensions).Assembly);
            }

            if (!settings.Serve.IsTraining)
            {
                silo.HostNoGrainsOf(typeof(RetailTraining).Assembly);
            }
        });
        if (settings.Serve.IsServing)
        {
            AddServing(builder);
        }

        if (settings.Serve.IsTraining)
        {
            AddTraining(builder, settings);
        }
    }

    private static void AddServing(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.Configure<CustomerOptions>(builder.Configuration.GetSection("SmartRetail:Customers"));
        services.Configure<RecommendationOptions>(builder.Configuration.GetSection("SmartRetail:Recommendations"));
        services.Configure<ImportOptions>(builder.Configuration.GetSection("SmartRetail:Imports"));
        services.Configure<RetentionOptions>(builder.Configuration.GetSection("SmartRetail:Retention"));
        services.Configure<RetrainingOptions>(builder.Configuration.GetSection("SmartRetail:Retraining"));
        services.Configure<ConductOptions>(builder.Configuration.GetSection("SmartRetail:Conduct"));
        services.Configure<ShadowOptions>(builder.Configuration.GetSection("SmartRetail:Shadows"));
        services.Configure<RoundOptions>(builder.Configuration.GetSection("SmartRetail:Rounds"));
        services.AddRetailServing(builder.Configuration.GetSection("SmartRetail:Serving").Bind);
        services.AddHostedService<TrainingStart>();
        services.AddHealthChecks()
            .AddCheck<ServingCheck>("serving", tags: [RetailHealthExtensions.Ready])
            .AddCheck<ClusterCheck>("cluster", tags: [RetailHealthExtensions.Ready]);
    }

    private static void AddTraining(WebApplicationBuilder builder, ProcessSettings settings) =>
        builder.Services.AddRetailTraining(options =>
        {
            builder.Configuration.GetSection("SmartRetail:Training").Bind(options);
            options.DataFolder = settings.Serve.DataFolder;
            options.Device = settings.Cluster.Device;
            options.Environment = StorageEnvironment.ToVariables(settings.Storage);
        });
}
