using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Serialization;
using Orleans.Storage;

namespace SmartRetail.Hosting.Cluster;

/// <summary>How a process becomes a silo.</summary>
public static class RetailClusterExtensions
{
    // A serving silo is taken for dead after two missed probes of a second. The directory's lease must match, or a dead
    // silo's customers wait for it longer than for the detection itself.
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(1);
    private const int MissedProbes = 2;
    private const int MaxProbeFactor = 4;

    /// <summary>Makes the process a cluster of its own on loopback.</summary>
    /// <exception cref="PortTakenException">A port that was asked for is in use.</exception>
    public static ISiloBuilder UseRetailCluster(this ISiloBuilder silo, ClusterMemberOptions options)
    {
        var (siloPort, gatewayPort) = FreePorts.Choose(options.SiloPort, options.GatewayPort);
        silo.UseLocalhostClustering(
            siloPort, gatewayPort, new IPEndPoint(IPAddress.Loopback, siloPort), options.ServiceId, options.ClusterId);
        silo.UseInMemoryReminderService();
        silo.UseSiloMetadata(new Dictionary<string, string>
        {
            [SiloRole.MetadataKey] = string.Join(',', options.Roles),
        });
        silo.AddActivityPropagation();
#pragma warning disable ORLEANSEXP003 // With the default directory a killed silo takes activations of the survivors along.
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = ProbeTimeout;
            membership.NumMissedProbesLimit = MissedProbes;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(10);
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        });
        silo.Configure<GrainDirectoryOptions>(directory =>
            directory.RangeLeaseDuration = ProbeTimeout * MaxProbeFactor * MissedProbes);

        // A hot grain answers "too many" before its queue eats the memory.
        silo.Configure<SiloMessagingOptions>(messaging => messaging.MaxEnqueuedRequestsHardLimit = 1_000);
        return silo;
    }

    /// <summary>Adds the grain storage of the low-rate grains on a database whose tables exist already.</summary>
    public static ISiloBuilder AddRetailGrainStorage(
        this ISiloBuilder silo, string name, string invariant, string connectionString)
    {
        silo.AddAdoNetGrainStorage(name, builder => builder.Configure<Serializer>((storage, serializer) =>
        {
            storage.Invariant = invariant;
            storage.ConnectionString = connectionString;
            storage.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
        }));
        return silo;
    }

    /// <summary>Returns the roles that a silo announced.</summary>
    public static IReadOnlyList<string> ReadRoles(this SiloMetadata metadata) =>
        metadata.Metadata.TryGetValue(SiloRole.MetadataKey, out var roles)
            ? roles.Split(',', StringSplitOptions.RemoveEmptyEntries)
            : [];
}
