using Microsoft.Extensions.Logging;
using SmartRetail.Contracts;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Partitions;

namespace SmartRetail.Grains.Partitions;

/// <summary>
/// Keeps the parts that this silo holds up with the members of the cluster: a silo that has left is made up for, and one that
/// has come takes its share. Until a part has moved, what it would have said is read from the file.
/// </summary>
internal sealed partial class PartWatch(
    StoreReplicas replicas, PartHolders holders, TimeProvider clock, ILogger<PartWatch> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(PartWatch),
        ServiceLifecycleStage.Active,
        _ =>
        {
            _watching = Task.Run(() => Watch(_stopping.Token), CancellationToken.None);
            return Task.CompletedTask;
        },
        async cancellationToken =>
        {
            await _stopping.CancelAsync();
            await _watching.WaitAsync(cancellationToken);
        });

    public void Dispose() => _stopping.Dispose();

    private async Task Watch(CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Period, clock);
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                foreach (var replica in replicas.All)
                {
                    await Update(replica, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    // A part that cannot be loaded leaves the others where they are.
    private async Task Update(StoreReplica replica, CancellationToken cancellationToken)
    {
        if (replica.Model is not IPartedModel model)
        {
            return;
        }

        try
        {
            await model.HoldAsync(holders.FindOwn(model.Parts.Length), cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotHeld(error, replica.Store);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Store {Store}: a part of the model could not be loaded; this is tried again")]
    private partial void LogNotHeld(Exception error, StoreId store);
}
