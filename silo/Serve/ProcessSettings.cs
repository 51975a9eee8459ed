using Microsoft.Extensions.Configuration;
using SmartRetail.Hosting.Cluster;
using SmartRetail.Hosting.Telemetry;
using SmartRetail.Silo.Database;
using SmartRetail.Storage;
using SmartRetail.Training.Native;

namespace SmartRetail.Silo.Serve;

/// <summary>What the command line and the settings together say; the command line wins.</summary>
internal sealed record ProcessSettings(ServeSettings Serve, StorageOptions Storage, ClusterMemberOptions Cluster)
{
    /// <summary>How long a stopping process of a cluster goes on answering; one process alone ends at once.</summary>
    private static readonly TimeSpan ClusterDrainDelay = TimeSpan.FromSeconds(2);

    /// <summary>Whether the process is one of several around a database; else it is the whole cluster by itself.</summary>
    public bool IsInCluster => Storage.ConnectionString is not null;

    /// <summary>Whether the start imports the sample store: for somebody who tries it, not into a retailer's database.</summary>
    public bool WithSample => Serve.WithSample ?? !IsInCluster;

    public static ProcessSettings Read(IConfiguration configuration, ServeSettings serve)
    {
        var storage = DatabaseOption.Read(configuration, serve.Database, serve.DataFolder);
        var cluster = new ClusterMemberOptions
        {
            DrainDelay = storage.ConnectionString is null ? TimeSpan.Zero : ClusterDrainDelay,
            IsTraced = RetailTelemetryExtensions.IsTraced(configuration),
        };
        configuration.GetSection("SmartRetail:Cluster").Bind(cluster);
        cluster.SecretFile = string.IsNullOrWhiteSpace(cluster.SecretFile) ? null : cluster.SecretFile;
        cluster.Roles = serve.Roles;
        cluster.Advertise = serve.Advertise ?? cluster.Advertise;
        cluster.SiloPort = serve.SiloPort ?? cluster.SiloPort;
        cluster.GatewayPort = serve.GatewayPort ?? cluster.GatewayPort;
        cluster.Device = DeviceFinder.Resolve(serve.Device ?? cluster.Device, TorchNative.LibtorchFolder);
        return new(serve, storage, cluster);
    }

    /// <summary>Returns what is wrong with the whole, or null.</summary>
    public string? Check() => this switch
    {
        { IsInCluster: false, Serve.IsServing: false } =>
            $"--role {string.Join(',', Serve.Roles)} needs a cluster to be part of: name its database with --database",

        // Keys that a machine made for itself open nothing of another one's.
        { IsInCluster: true, Serve: { IsSilo: true, IsDevelopment: false }, Storage.ModelKeyFile: null } =>
            "a silo of a cluster needs the keys of its models: make a file with 'model keys create --file FILE', give the same " +
            "one to every silo, and name it with SmartRetail__Storage__ModelKeyFile",

        // Whoever reaches a gateway could otherwise say to call for anybody.
        { IsInCluster: true, Serve.IsDevelopment: false, Cluster.SecretFile: null } =>
            "a process of a cluster needs the secret that its calls are sealed with: make a file with 'openssl rand -hex 32', give " +
            "the same one to every process, and name it with SmartRetail__Cluster__SecretFile",
        _ => Cluster.Tls.Check(),
    };
}
