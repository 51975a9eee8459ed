using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Services;

namespace SmartRetail.Grains.Replicas;

/// <summary>Calls the replica service of every active silo at once and waits for all answers.</summary>
internal sealed partial class SiloFanOut(
    IServiceProvider services, IClusterMembershipService membership, ILogger<SiloFanOut> logger)
    : GrainServiceClient<IReplicaService>(services)
{
    public ImmutableArray<ClusterMember> Members =>
    [
        .. membership.CurrentSnapshot.Members.Values
            .Where(member => member.Status == SiloStatus.Active)
            .OrderBy(member => member.SiloAddress.ToParsableString(), StringComparer.Ordinal),
    ];

    /// <summary>
    /// Returns when every active silo has acknowledged or failed to: one that failed is logged and takes the change up
    /// by its own poll.
    /// </summary>
    public Task ToAll(Func<IReplicaService, Task> call) => Task.WhenAll(Members.Select(async member =>
    {
        try
        {
            await call(On(member.SiloAddress));
        }
        catch (Exception error)
        {
            LogNotReached(error, member.SiloAddress);
        }
    }));

    public IReplicaService On(SiloAddress silo) => GetGrainService(silo);

    [LoggerMessage(LogLevel.Warning, "Silo {Silo} did not acknowledge a change; it will find it by polling")]
    private partial void LogNotReached(Exception error, SiloAddress silo);
}
