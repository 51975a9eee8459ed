namespace SmartRetail.Storage.Writing;

/// <param name="write">Gets the group's time of recording.</param>
internal sealed class AwaitedWrite<TSession, T>(int rows, Func<TSession, DateTimeOffset, T> write)
    : WriteRequest<TSession>(rows)
{
    // The writer must not run its callers' continuations: it has the next group to commit.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> WaitAsync(CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled ? WaitUnlessCancelledAsync(cancellationToken) : _done.Task;

    public override void Write(TSession session, DateTimeOffset now) => _result = write(session, now);

    public override void Complete() => _done.SetResult(_result!);

    public override void Fail(Exception error) => _done.SetException(error);

    private async Task<T> WaitUnlessCancelledAsync(CancellationToken cancellationToken)
    {
        await using var withdrawal = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var request = (AwaitedWrite<TSession, T>)state!;
                if (request.TryWithdraw())
                {
                    request._done.SetCanceled(token);
                }
            },
            this);
        return await _done.Task;
    }
}
