using Microsoft.Extensions.Logging;
using SmartRetail.Contracts;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Exploration;

namespace SmartRetail.Grains.Attribution;

/// <summary>
/// Keeps every store's attribution going, from each serving silo, so that it stops with the last one: the grain is one for the
/// cluster, and what it has just done it does not do again. Then looks, for this silo, at which products wait to be tried.
/// </summary>
internal sealed partial class AttributionKeeper(
    StoreReplicas replicas,
    IAttributionFigures figures,
    ReplicaFollower follower,
    IGrainFactory grains,
    TimeProvider clock,
    ILogger<AttributionKeeper> logger) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task _keeping = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(AttributionKeeper),
        ServiceLifecycleStage.Active,
        _ =>
        {
            _keeping = Task.Run(() => Keep(_stopping.Token), CancellationToken.None);
            return Task.CompletedTask;
        },
        async cancellationToken =>
        {
            await _stopping.CancelAsync();
            await _keeping.WaitAsync(cancellationToken);
        });

    public void Dispose() => _stopping.Dispose();

    private async Task Keep(CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Period, clock);
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await Task.WhenAll(replicas.All.Select(replica => KeepUp(replica, cancellationToken)));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    // A database or a silo that is away must not end it: what waits is found again.
    private async Task KeepUp(StoreReplica replica, CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<IAttributionFollower>(replica.Store.Value).Advance(cancellationToken);
            replica.Pool = replica.Catalog.Rules.ExplorationShare > 0
                ? ExplorationPool.Of(
                    replica.Catalog,
                    replica.Counts,
                    await figures.ReadTrialsAsync(replica.Store, cancellationToken))
                : ExplorationPool.Empty;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // That the database is away is told once, by the watch.
            if (!follower.IsDatabaseAway)
            {
                LogBehind(error, replica.Store);
            }
        }
        catch (OperationCanceledException)
        {
            // The silo is stopping.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Store {Store}: attribution cannot go on; this is tried again")]
    private partial void LogBehind(Exception error, StoreId store);
}
