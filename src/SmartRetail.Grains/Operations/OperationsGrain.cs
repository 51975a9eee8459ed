using System.Collections.Immutable;
using Orleans.Concurrency;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Operations;
using SmartRetail.Grains.Replicas;

namespace SmartRetail.Grains.Operations;

/// <summary>Gathers what the console shows. Keeps nothing.</summary>
[GrainType("operations")]
[StatelessWorker(1)]
internal sealed class OperationsGrain(
    SiloFanOut silos, StoreReplicas replicas, ISiloRoles roles, TimeProvider clock) : Grain, IOperationsGrain
{
    public async Task<ClusterOverview> GetOverview(CancellationToken cancellationToken)
    {
        var reports = await Task.WhenAll(silos.Members.Select(async member => new SiloReport(
            member.SiloAddress.ToParsableString(),
            member.Status.ToString(),
            roles.Of(member.SiloAddress),
            await ReadFigures(member.SiloAddress))));
        return new(clock.GetUtcNow(), [.. reports]);
    }

    public Task<ImmutableArray<StoreId>> ListStores(CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<StoreId>>(
            [.. replicas.All.Select(replica => replica.Store).OrderBy(store => store.Value, StringComparer.Ordinal)]);

    private async Task<SiloFigures?> ReadFigures(SiloAddress silo)
    {
        try
        {
            return await silos.On(silo).GetFigures();
        }
        catch (Exception error) when (error is TimeoutException or OrleansException)
        {
            return null;
        }
    }
}
