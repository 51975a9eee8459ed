namespace SmartRetail.Storage.Writing;

/// <summary>Something to be written, and who waits for it.</summary>
internal abstract class WriteRequest<TSession>(int rows)
{
    private const int Queued = 0;
    private const int Taken = 1;
    private const int Withdrawn = 2;

    private int _state;

    /// <summary>What it counts for in the queue and in a group.</summary>
    public int Rows { get; } = rows;

    /// <summary>Claims the request for writing; false when its caller has withdrawn it.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Queued) == Queued;

    /// <summary>Takes the request back; false when it is being written, so that its outcome must be awaited.</summary>
    public bool TryWithdraw() => Interlocked.CompareExchange(ref _state, Withdrawn, Queued) == Queued;

    /// <summary>Writes inside the group's transaction. May run a second time after that was rolled back.</summary>
    public abstract void Write(TSession session, DateTimeOffset now);

    /// <summary>Tells the caller that the transaction was committed.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that nothing was acknowledged.</summary>
    public abstract void Fail(Exception error);
}
