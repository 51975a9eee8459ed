using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Services;
using SmartRetail.Grains.Operations;

namespace SmartRetail.Grains.Replicas;

/// <summary>Calls the replica service of every serving silo at once and waits for all answers.</summary>
internal sealed partial class ServingSilos(
    IServiceProvider services,
    IMembershipTable table,
    IClusterMembershipService membership,
    ISiloDirectory directory,
    TimeProvider clock,
    ILogger<ServingSilos> logger)
    : GrainServiceClient<IReplicaService>(services)
{
    /// <summary>
    /// Spreads a catalog change that is committed. When it returns, no silo answers from before the change any more: each
    /// one has it, or has lost its <see cref="CatalogLease"/> and will ask.
    /// </summary>
    /// <remarks>
    /// The members are read from the table, after the commit. A silo that joins writes itself into the table first and
    /// then compares its catalog with the database: so either it is in what is read here, or it finds the change.
    /// What this silo believes of the membership can be seconds old and would not do.
    /// </remarks>
    public async Task SpreadCatalog(Func<IReplicaService, Task> call)
    {
        var committedAt = clock.GetTimestamp();
        var members = await table.ReadAllAsync(CancellationToken.None);
        var reached = await Call(
            members.Members
                .Where(member => CanAnswer(member.Item1.Status))
                .Select(member => member.Item1.SiloAddress),
            call);
        var left = CatalogLease.Length - clock.GetElapsedTime(committedAt);
        if (!reached && left > TimeSpan.Zero)
        {
            await Task.Delay(left, clock);
        }
    }

    /// <summary>
    /// Returns when every active silo has acknowledged or failed to: one that failed takes the change up by its own poll.
    /// </summary>
    public Task ToAll(Func<IReplicaService, Task> call) => Call(Active, call);

    /// <summary>Returns the answers of the active silos that serve; one that does not answer is left out.</summary>
    public async Task<IReadOnlyList<T>> AskAll<T>(Func<IReplicaService, Task<T>> call)
    {
        var answers = new ConcurrentBag<T>();
        await Call(Active, async silo => answers.Add(await call(silo)));
        return [.. answers];
    }

    private IEnumerable<SiloAddress> Active => membership.CurrentSnapshot.Members.Values
        .Where(member => member.Status == SiloStatus.Active)
        .Select(member => member.SiloAddress);

    private static bool CanAnswer(SiloStatus status) =>
        status is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping;

    /// <summary>True when all that serve have acknowledged. What is not known to serve not is called.</summary>
    private async Task<bool> Call(IEnumerable<SiloAddress> silos, Func<IReplicaService, Task> call)
    {
        var reached = await Task.WhenAll(silos
            .Where(silo => directory.Find(silo) is not { IsServing: false })
            .Select(async silo =>
            {
                try
                {
                    await call(GetGrainService(silo));
                    return true;
                }
                catch (Exception error)
                {
                    LogNotReached(error, silo);
                    return false;
                }
            }));
        return reached.All(isReached => isReached);
    }

    [LoggerMessage(LogLevel.Warning, "Silo {Silo} did not acknowledge a change; it will find it by itself")]
    private partial void LogNotReached(Exception error, SiloAddress silo);
}
