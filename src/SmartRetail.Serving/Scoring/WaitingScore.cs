using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Serving.Scoring;

/// <summary>A ranking that waits to be scored with others. Its memory is written to only before its task is completed.</summary>
internal sealed class WaitingScore(InteractionSequence sequence, Memory<float> logits)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isTaken;

    public InteractionSequence Sequence => sequence;

    public Memory<float> Logits => logits;

    /// <summary>Returns when it is scored; or when cancelled, if it is not being scored already.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (waiting, token) => ((WaitingScore)waiting!).Cancel(token), this);
        await _done.Task;
    }

    /// <summary>Returns whether it is still to be scored, which is then up to the caller.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _isTaken, 1) == 0;

    public void Complete() => _done.SetResult();

    public void Fail(Exception error) => _done.SetException(error);

    private void Cancel(CancellationToken cancellationToken)
    {
        if (TryTake())
        {
            _done.SetCanceled(cancellationToken);
        }
    }
}
