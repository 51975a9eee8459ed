using System.Buffers;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Serving.Scoring;

/// <summary>
/// Lets rankings of different customers share calls of a model. While the processors have room, a ranking is scored at once,
/// by its caller. What comes when half of them score already is put where whoever comes meanwhile finds it, and scored
/// together by the next thread that is free. Nobody waits for a timer: the busier the processors, the larger the batches.
/// </summary>
internal sealed class ScoreBatcher(ISequenceModel model, ServingOptions options, BatchMeter meter) : IThreadPoolWorkItem
{
    // Floats that a batch may fill: 64 MiB. Of a million products it takes no more than 16 customers.
    private const int MaxLogits = 1 << 24;

    // What comes when so many batches wait is scored by its caller: that is no worse, and the queue has an end.
    private const int MaxWaitingBatches = 64;

    private readonly int _maxBatch = Math.Clamp(MaxLogits / Math.Max(1, model.Items), 1, options.MaxBatch);
    private readonly int _callsByCallers = (options.CallsAtOnce + 1) / 2;
    private readonly Lock _gate = new();
    private readonly Queue<WaitingScore> _waiting = new();

    // Those that run, and those that a thread was asked for.
    private int _calls;

    /// <inheritdoc cref="ISequenceModel.ScoreAsync"/>
    public ValueTask ScoreAsync(InteractionSequence sequence, Memory<float> logits, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiting = default(WaitingScore);
        var startsCall = false;
        lock (_gate)
        {
            startsCall = _calls < options.CallsAtOnce;
            if ((_waiting.Count > 0 || _calls >= _callsByCallers) && _waiting.Count < MaxWaitingBatches * _maxBatch)
            {
                waiting = new(sequence, logits);
                _waiting.Enqueue(waiting);
            }

            if (startsCall || waiting is null)
            {
                _calls++;
            }
        }

        if (waiting is null)
        {
            ScoreAtOnce(sequence, logits.Span);
            return ValueTask.CompletedTask;
        }

        if (startsCall)
        {
            AskForThread();
        }

        return waiting.WaitAsync(cancellationToken);
    }

    void IThreadPoolWorkItem.Execute()
    {
        Score(TakeBatch());
        EndCall();
    }

    private void ScoreAtOnce(InteractionSequence sequence, Span<float> logits)
    {
        try
        {
            meter.Scored(1);
            model.Score([sequence], logits);
        }
        finally
        {
            EndCall();
        }
    }

    // Behind what the pool has to do already: some of that comes to be scored too.
    private void AskForThread() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    private void EndCall()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _calls--;
                return;
            }
        }

        AskForThread();
    }

    private List<WaitingScore> TakeBatch()
    {
        var batch = new List<WaitingScore>();
        lock (_gate)
        {
            while (batch.Count < _maxBatch && _waiting.TryDequeue(out var waiting))
            {
                if (waiting.TryTake())
                {
                    batch.Add(waiting);
                }
            }
        }

        return batch;
    }

    private void Score(List<WaitingScore> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var logits = ArrayPool<float>.Shared.Rent(batch.Count * model.Items);
        try
        {
            meter.Scored(batch.Count);
            model.Score([.. batch.Select(waiting => waiting.Sequence)], logits.AsSpan(0, batch.Count * model.Items));
            for (var at = 0; at < batch.Count; at++)
            {
                logits.AsSpan(at * model.Items, model.Items).CopyTo(batch[at].Logits.Span);
            }
        }
        catch (Exception error)
        {
            Fail(batch, error);
            return;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(logits);
        }

        batch.ForEach(waiting => waiting.Complete());
    }

    // One history that cannot be scored is no reason for the others not to be.
    private void Fail(List<WaitingScore> batch, Exception error)
    {
        if (batch is [var alone])
        {
            alone.Fail(error);
            return;
        }

        batch.ForEach(waiting => Score([waiting]));
    }
}
