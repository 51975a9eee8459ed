using Microsoft.Extensions.Logging;
using SmartRetail.Contracts;
using SmartRetail.Grains.Privacy;
using SmartRetail.Grains.Retraining;
using SmartRetail.Grains.Shadows;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Grains.Replicas;

/// <summary>
/// Loads the silo's replicas before it joins, opens them for answers once it has, then keeps them up with the log, the
/// catalog and the registry until its last activation is gone.
/// </summary>
internal sealed partial class ReplicaFollower(
    StoreReplicas replicas,
    ShadowScoring shadows,
    CatalogWatch catalogs,
    IInteractionLog log,
    IGrainFactory grains,
    TimeProvider clock,
    ILogger<ReplicaFollower> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IServingReadiness, IDisposable
{
    private static readonly TimeSpan PollPeriod = TimeSpan.FromSeconds(2);

    // Under load, each group of the writer would be read by itself.
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(50);

    // A registry or a model that is slow to come must not keep the silo from answering by counts.
    private static readonly TimeSpan ModelPatience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private Task _following = Task.CompletedTask;

    public bool IsLoaded { get; private set; }

    public bool IsDatabaseAway => catalogs.IsDatabaseAway;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(ReplicaFollower), ServiceLifecycleStage.ApplicationServices, Load, Stop);
        lifecycle.Subscribe(nameof(ReplicaFollower), ServiceLifecycleStage.Active, Open);
    }

    public void Dispose() => _stopping.Dispose();

    private Task Load(CancellationToken cancellationToken) => replicas.LoadNewStoresAsync(cancellationToken);

    // Only now, since the silo is in the membership table, does a comparison with the database count: see ServingSilos.
    private async Task Open(CancellationToken cancellationToken)
    {
        await replicas.LoadNewStoresAsync(cancellationToken);
        var watching = Task.Run(() => catalogs.RunAsync(_stopping.Token), CancellationToken.None);
        foreach (var replica in replicas.All)
        {
            await replica.Lease.WaitAsync(cancellationToken);
        }

        await Task.WhenAll(replicas.All.Select(replica => Attempt(
            () => CheckModel(replica, cancellationToken).WaitAsync(ModelPatience, clock, cancellationToken))));
        IsLoaded = true;
        _following = Task.WhenAll(watching, Task.Run(() => Follow(_stopping.Token), CancellationToken.None));
    }

    private async Task Stop(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _following.WaitAsync(cancellationToken);
    }

    private async Task Follow(CancellationToken cancellationToken)
    {
        var followed = new Dictionary<StoreId, Task>();
        try
        {
            using var timer = new PeriodicTimer(PollPeriod, clock);
            do
            {
                await Attempt(() => replicas.LoadNewStoresAsync(cancellationToken));
                foreach (var replica in replicas.All)
                {
                    if (!followed.ContainsKey(replica.Store))
                    {
                        followed[replica.Store] = FollowLog(replica, cancellationToken);
                    }

                    await Attempt(() => CheckModel(replica, cancellationToken));
                    await Attempt(() => grains.GetGrain<IErasureKeeper>(replica.Store.Value).Resume());
                    await Attempt(() => grains.GetGrain<IRetentionKeeper>(replica.Store.Value).Sweep());
                    await Attempt(() => grains.GetGrain<IRetrainingKeeper>(replica.Store.Value).Look());
                }
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }

        await Task.WhenAll(followed.Values);
    }

    private async Task FollowLog(StoreReplica replica, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Attempt(async () =>
            {
                await log.WaitForAppendAsync(replica.Store, replica.Counts.Position, PollPeriod, cancellationToken);
                await Task.Delay(GatherTime, clock, cancellationToken);
                while (await replicas.FollowLogAsync(replica, cancellationToken))
                {
                }
            });
        }
    }

    private async Task CheckModel(StoreReplica replica, CancellationToken cancellationToken)
    {
        var models = await grains.ModelRegistry(replica.Store).List(cancellationToken);
        if (models.Models.FirstOrDefault(model => model.Version == models.Active) is { } active)
        {
            await replicas.FollowModelAsync(replica.Store, active.Release, cancellationToken);
        }

        var candidate = models.Models.FirstOrDefault(model => model.Version == models.Shadow?.Candidate);
        await shadows.FollowAsync(
            replica.Store, candidate is null ? null : models.Shadow, candidate?.Release ?? default, cancellationToken);
    }

    // A database that is away for a while must not end the follower: the silo goes on with what it has, and this is
    // tried again.
    private async Task Attempt(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
        catch (Exception error)
        {
            // That the database is away is told once, by the watch.
            if (!IsDatabaseAway)
            {
                LogBehind(error);
            }

            await Task.Delay(PollPeriod, clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The replicas cannot follow; this is tried again")]
    private partial void LogBehind(Exception error);
}
