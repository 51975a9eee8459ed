namespace SmartRetail.Storage.Sqlite;

/// <summary>Something to be written, and who waits for it.</summary>
internal abstract class WriteRequest(int rows)
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
    public abstract void Write(SqliteSession session, DateTimeOffset now);

    /// <summary>Tells the caller that the transaction was committed.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that nothing was written.</summary>
    public abstract void Fail(Exception error);
}

/// <param name="write">Gets the group's time of recording.</param>
internal sealed class WriteRequest<T>(int rows, Func<SqliteSession, DateTimeOffset, T> write) : WriteRequest(rows)
{
    // The writer must not run its callers' continuations: it has the next group to commit.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public async Task<T> WaitAsync(CancellationToken cancellationToken)
    {
        await using var withdrawal = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var request = (WriteRequest<T>)state!;
                if (request.TryWithdraw())
                {
                    request._done.SetCanceled(token);
                }
            },
            this);
        return await _done.Task;
    }

    public override void Write(SqliteSession session, DateTimeOffset now) => _result = write(session, now);

    public override void Complete() => _done.SetResult(_result!);

    public override void Fail(Exception error) => _done.SetException(error);
}
