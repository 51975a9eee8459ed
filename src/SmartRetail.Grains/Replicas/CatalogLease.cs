namespace SmartRetail.Grains.Replicas;

/// <summary>
/// This silo's right to answer from its copy of a catalog: for <see cref="Length"/> from the begin of a check that found
/// it current. A change is acknowledged after every serving silo has it or that time has passed, so a silo that was
/// paused or cut off asks before it answers again, and nobody has to tell it so.
/// </summary>
internal sealed class CatalogLease(TimeProvider clock)
{
    /// <summary>How long a check is good for; what a change waits for a silo that does not answer.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(1);

    private readonly Lock _renewing = new();
    private TaskCompletionSource _renewed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _checkedAt;
    private bool _wasGranted;

    public bool IsHeld =>
        Volatile.Read(ref _wasGranted) && clock.GetElapsedTime(Volatile.Read(ref _checkedAt)) < Length;

    /// <param name="checkedAt">The clock's timestamp before the check was begun.</param>
    public void Renew(long checkedAt)
    {
        TaskCompletionSource renewed;
        lock (_renewing)
        {
            if (_wasGranted && checkedAt <= _checkedAt)
            {
                return;
            }

            Volatile.Write(ref _checkedAt, checkedAt);
            Volatile.Write(ref _wasGranted, true);
            renewed = _renewed;
            Volatile.Write(ref _renewed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        renewed.SetResult();
    }

    /// <summary>Completes when the lease is held.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var renewed = Volatile.Read(ref _renewed);
            if (IsHeld)
            {
                return;
            }

            await renewed.Task.WaitAsync(cancellationToken);
        }
    }
}
