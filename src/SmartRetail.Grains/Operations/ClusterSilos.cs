using System.Collections.Immutable;
using Orleans.Runtime.Services;
using SmartRetail.Contracts.Operations;

namespace SmartRetail.Grains.Operations;

/// <summary>The active silos as this one knows them, and their figures.</summary>
internal sealed class ClusterSilos(
    IServiceProvider services, IClusterMembershipService membership, ISiloDirectory directory)
    : GrainServiceClient<ISiloMonitor>(services)
{
    /// <summary>The silos that fit models, those with a GPU first.</summary>
    public IReadOnlyList<SiloAddress> Training =>
    [
        .. from member in Active
           let announced = directory.Find(member.SiloAddress)
           where announced is { IsTraining: true }
           orderby announced.HasGpu descending, member.SiloAddress.ToParsableString()
           select member.SiloAddress,
    ];

    private IEnumerable<ClusterMember> Active =>
        membership.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Active);

    /// <summary>Asks every active silo at once; one that does not answer within a second is listed without figures.</summary>
    public async Task<ImmutableArray<SiloReport>> Report() =>
    [
        .. await Task.WhenAll(Active
            .OrderBy(member => member.SiloAddress.ToParsableString(), StringComparer.Ordinal)
            .Select(Report)),
    ];

    private async Task<SiloReport> Report(ClusterMember member)
    {
        var announced = directory.Find(member.SiloAddress);
        return new(
            member.SiloAddress.ToParsableString(),
            member.Status.ToString(),
            announced?.Roles ?? [],
            await ReadFigures(member.SiloAddress),
            announced?.Device ?? "",
            announced?.Version ?? "");
    }

    private async Task<SiloFigures?> ReadFigures(SiloAddress silo)
    {
        try
        {
            return await GetGrainService(silo).GetFigures();
        }
        catch (Exception error) when (error is TimeoutException or OrleansException)
        {
            return null;
        }
    }
}
