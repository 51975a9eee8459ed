using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;

namespace SmartRetail.Hosting.Cluster;

/// <summary>
/// When a silo takes another one for dead. A training silo's processors are full, so its own clock runs late: it gives
/// the others more time, and is never the reason that a serving silo is declared dead. The declaration itself needs two
/// serving silos, or one and a failed indirect probe, and so does not wait for it.
/// </summary>
internal static class FailureDetection
{
    // Orleans adapts the time-out to what it measures, up to this multiple.
    private const int MaxProbeFactor = 4;

    public static void Configure(ISiloBuilder silo, bool isServing)
    {
        var probeTimeout = TimeSpan.FromSeconds(isServing ? 1 : 3);
        var missedProbes = isServing ? 2 : 3;
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = probeTimeout;
            membership.NumMissedProbesLimit = missedProbes;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(10);
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        });

        // The directory's lease must match, or a dead silo's customers wait for it longer than for the detection itself.
        silo.Configure<GrainDirectoryOptions>(directory =>
            directory.RangeLeaseDuration = probeTimeout * MaxProbeFactor * missedProbes);
    }
}
