using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Dashboard;
using SmartRetail.Client;
using SmartRetail.Hosting.Cluster;
using SmartRetail.Hosting.Health;
using SmartRetail.Silo.Database;

namespace SmartRetail.Silo.Serve;

/// <summary>The API, the shop and the console; and the way to the silos when the process is none.</summary>
internal static class WebSetup
{
    public static void AddWeb(this WebApplicationBuilder builder, ProcessSettings settings)
    {
        builder.Services.AddRetailClient(options =>
        {
            builder.Configuration.GetSection("SmartRetail:Client").Bind(options);
            options.HasDashboard = settings.Cluster.HasDashboard;
            options.DevelopmentKey = settings.Serve.IsDevelopment ? settings.Serve.DevelopmentKey : null;
        });

        // With the data, not with the machine: sign-ins and baskets outlive a restart of a container, and hold for every
        // web process over the same folder.
        builder.Services.AddDataProtection()
            .SetApplicationName("SmartRetail")
            .PersistKeysToFileSystem(new(Path.Combine(settings.Serve.DataFolder, "keys")));
    }

    public static void AddClusterClient(this WebApplicationBuilder builder, ProcessSettings settings)
    {
        settings.Cluster.Database = new(
            "Npgsql", ConnectionStrings.ForOrleans(ConnectionStrings.WithPassword(settings.Storage)));
        builder.UseOrleansClient(client =>
        {
            client.UseRetailCluster(settings.Cluster);
            if (settings.Cluster.HasDashboard)
            {
                client.AddDashboard();
            }
        });
        builder.Services.AddHealthChecks().AddCheck<ClusterCheck>("cluster", tags: [RetailHealthExtensions.Ready]);

        // The client starts when there is a cluster; the web answers, and says so, before.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
    }
}
