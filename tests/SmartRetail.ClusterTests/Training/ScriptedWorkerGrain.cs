using System.Collections.Concurrent;
using System.Collections.Immutable;
using SmartRetail.Contracts.Training;

namespace SmartRetail.ClusterTests.Training;

/// <summary>A training worker that does what the test of its run says, by the plan's seed.</summary>
[GrainType("training-worker")]
internal sealed class ScriptedWorkerGrain : Grain, ITrainingWorkerGrain
{
    /// <summary>Starts so far, by seed.</summary>
    public static ConcurrentDictionary<int, int> Starts { get; } = new();

    /// <summary>What the fit of a seed comes to; a seed that is absent goes on until it is cancelled.</summary>
    public static ConcurrentDictionary<int, TrainingRunState> Ends { get; } = new();

    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int? _seed;

    public Task Start(FitOrder order, CancellationToken cancellationToken)
    {
        _seed = order.Plan.Seed;
        Starts.AddOrUpdate(_seed!.Value, 1, (_, starts) => starts + 1);
        return Task.CompletedTask;
    }

    public async Task<FitProgress?> Watch(long afterRevision, CancellationToken cancellationToken)
    {
        if (_seed is not { } seed)
        {
            return null;
        }

        if (afterRevision == 0)
        {
            return new()
            {
                Revision = 1,
                Stage = TrainingRunState.Fitting,
                Epoch = 1,
                Epochs = 2,
                Step = 10,
                Steps = 20,
                Loss = 3,
                Progress = 0.5,
            };
        }

        if (!Ends.TryGetValue(seed, out var end))
        {
            await _cancelled.Task.WaitAsync(cancellationToken);
            end = TrainingRunState.Cancelled;
        }

        // Queued stands for a silo that died: its activation knows of no fit any more.
        return end == TrainingRunState.Queued
            ? null
            : new()
            {
                Revision = 2,
                Stage = end,
                Progress = 1,
                Failure = end == TrainingRunState.Failed ? "the script says so" : null,
                Metrics = ImmutableSortedDictionary<string, double>.Empty.Add("ndcg@10", 0.1),
            };
    }

    public Task Cancel(CancellationToken cancellationToken)
    {
        _cancelled.TrySetResult();
        return Task.CompletedTask;
    }
}
