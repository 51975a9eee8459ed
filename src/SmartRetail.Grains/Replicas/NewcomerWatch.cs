using Microsoft.Extensions.Logging;

namespace SmartRetail.Grains.Replicas;

/// <summary>
/// Keeps this silo's newcomers up with its catalogs and models, beside the calls that change them: a product is recommended by
/// its content within a second of its catalog call, and no catalog call waits for it.
/// </summary>
internal sealed partial class NewcomerWatch(
    StoreReplicas replicas, TimeProvider clock, ILogger<NewcomerWatch> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(NewcomerWatch),
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
                    Update(replica);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    // One store's model or catalog must not cost the others their newcomers.
    private void Update(StoreReplica replica)
    {
        try
        {
            replica.UpdateNewcomers();
        }
        catch (Exception error)
        {
            LogNotUpdated(error, replica.Store);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Store {Store}: new products could not be placed; this is tried again")]
    private partial void LogNotUpdated(Exception error, Contracts.StoreId store);
}
