using System.Net;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Serialization;
using Orleans.Storage;
using SmartRetail.Hosting.Tls;

namespace SmartRetail.Hosting.Cluster;

/// <summary>How a process becomes a silo, or a client of silos.</summary>
public static class RetailClusterExtensions
{
    private static readonly TimeSpan GatewayRefresh = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ConnectionRetry = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Makes the process a silo: of the cluster around the database when there is one, else a cluster of its own on
    /// loopback.
    /// </summary>
    /// <exception cref="PortTakenException">A port that was asked for is in use.</exception>
    /// <exception cref="AddressUnknownException">The address to be reached at is none.</exception>
    public static ISiloBuilder UseRetailCluster(this ISiloBuilder silo, ClusterMemberOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var address = AdvertisedAddress.Resolve(options.Advertise);
        var (siloPort, gatewayPort) = FreePorts.Choose(address, options.SiloPort, options.GatewayPort);
        if (options.Database is { } database)
        {
            UseDatabase(silo, options, database);

            // Shoppers' calls enter through serving silos; what fits has no door for them.
            silo.ConfigureEndpoints(
                address, siloPort, options.Roles.Contains(SiloRole.Serving) ? gatewayPort : 0, FreePorts.IsEverywhere(address));
        }
        else
        {
            silo.UseLocalhostClustering(
                siloPort, gatewayPort, new IPEndPoint(IPAddress.Loopback, siloPort), options.ServiceId, options.ClusterId);
            silo.UseInMemoryReminderService();
        }

        silo.UseSiloMetadata(new SiloDescription(
            options.Roles, DeviceFinder.Resolve(options.Device), ProgramVersion()).ToMetadata());
        if (options.IsTraced)
        {
            silo.AddActivityPropagation();
        }

        if (options.Tls.IsConfigured)
        {
            silo.UseClusterTls(options.Tls, options.ClusterId);
        }

#pragma warning disable ORLEANSEXP003 // With the default directory a killed silo takes activations of the survivors along.
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        FailureDetection.Configure(silo, options.Roles.Contains(SiloRole.Serving));

        // A hot grain answers "too many" before its queue eats the memory.
        silo.Configure<SiloMessagingOptions>(messaging => messaging.MaxEnqueuedRequestsHardLimit = 1_000);
        return silo;
    }

    /// <summary>
    /// Makes the process a client of the cluster around the database. It connects as soon as there is a gateway, and
    /// tries until then.
    /// </summary>
    public static IClientBuilder UseRetailCluster(this IClientBuilder client, ClusterMemberOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var database = options.Database
            ?? throw new ArgumentException("a client finds its cluster in a database", nameof(options));
        client.Configure<ClusterOptions>(cluster => SetIds(cluster, options));
        client.UseAdoNetClustering(clustering =>
        {
            clustering.Invariant = database.Invariant;
            clustering.ConnectionString = database.ConnectionString;
        });
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = GatewayRefresh);
        client.UseConnectionRetryFilter(async (_, cancellationToken) =>
        {
            await Task.Delay(ConnectionRetry, cancellationToken);
            return true;
        });
        if (options.IsTraced)
        {
            client.AddActivityPropagation();
        }

        if (options.Tls.IsConfigured)
        {
            client.UseClusterTls(options.Tls, options.ClusterId);
        }

        return client;
    }

    /// <summary>Leaves an assembly's grains out, so that the other silos place none of them here.</summary>
    public static ISiloBuilder HostNoGrainsOf(this ISiloBuilder silo, Assembly assembly)
    {
        silo.Services.PostConfigure<GrainTypeOptions>(
            types => types.Classes.RemoveWhere(type => type.Assembly == assembly));
        return silo;
    }

    /// <summary>Adds the grain storage of the low-rate grains on a database whose tables exist already.</summary>
    public static ISiloBuilder AddRetailGrainStorage(this ISiloBuilder silo, string name, ClusterDatabase database)
    {
        silo.AddAdoNetGrainStorage(name, builder => builder.Configure<Serializer>((storage, serializer) =>
        {
            storage.Invariant = database.Invariant;
            storage.ConnectionString = database.ConnectionString;
            storage.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
        }));
        return silo;
    }

    private static void UseDatabase(ISiloBuilder silo, ClusterMemberOptions options, ClusterDatabase database)
    {
        silo.Configure<ClusterOptions>(cluster => SetIds(cluster, options));
        silo.UseAdoNetClustering(clustering =>
        {
            clustering.Invariant = database.Invariant;
            clustering.ConnectionString = database.ConnectionString;
        });
        silo.UseAdoNetReminderService(reminders =>
        {
            reminders.Invariant = database.Invariant;
            reminders.ConnectionString = database.ConnectionString;
        });
    }

    private static void SetIds(ClusterOptions cluster, ClusterMemberOptions options)
    {
        cluster.ClusterId = options.ClusterId;
        cluster.ServiceId = options.ServiceId;
    }

    private static string ProgramVersion() =>
        typeof(RetailClusterExtensions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
}
