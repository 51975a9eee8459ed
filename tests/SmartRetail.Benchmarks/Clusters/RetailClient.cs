using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using SmartRetail.Contracts.Access;
using SmartRetail.Hosting.Cluster;
using SmartRetail.Hosting.Tls;
using SmartRetail.Testing.Processes;

namespace SmartRetail.Benchmarks.Clusters;

/// <summary>A client outside the cluster, as a web frontend is: every call goes over TCP to a silo's gateway.</summary>
internal sealed class RetailClient : IAsyncDisposable
{
    private readonly IHost _host;

    private RetailClient(IHost host) => _host = host;

    public IGrainFactory Grains => (IGrainFactory)_host.Services.GetService(typeof(IClusterClient))!;

    /// <summary>Connects to the cluster around a PostgreSQL database, as the product's own web process does.</summary>
    public static Task<RetailClient> ConnectAsync(string connectionString) =>
        ConnectAsync(client => client.UseRetailCluster(new ClusterMemberOptions { Database = new("Npgsql", connectionString) }));

    /// <summary>Connects to a silo of this machine that is a cluster of its own.</summary>
    /// <param name="tls">Null: the connection is not encrypted.</param>
    public static Task<RetailClient> ConnectAsync(int gatewayPort, ClusterTlsOptions? tls = null)
    {
        var options = new ClusterMemberOptions();
        return ConnectAsync(client =>
        {
            client.UseLocalhostClustering(gatewayPort, options.ServiceId, options.ClusterId);
            if (tls is not null)
            {
                client.UseClusterTls(tls, options.ClusterId);
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static async Task<RetailClient> ConnectAsync(Action<IClientBuilder> configure)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(new CallerSeal([Encoding.UTF8.GetBytes(ClusterSecret.Text)], TimeProvider.System));
        builder.Services.AddSingleton<IOutgoingGrainCallFilter, CallerStamp>();
        builder.UseOrleansClient(configure);
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }
}
