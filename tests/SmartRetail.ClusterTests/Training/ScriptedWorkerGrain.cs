using System.Collections.Concurrent;
using System.Collections.Immutable;
using SmartRetail.Contracts;
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

    /// <summary>The low end of the interval of what a seed fits, against what ranks; +0.01 where it is absent.</summary>
    public static ConcurrentDictionary<int, double> Lows { get; } = new();

    private static readonly ConcurrentDictionary<int, TaskCompletionSource> Signals = new();

    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int? _seed;
    private ModelVersion? _against;

    /// <summary>Lets a fit that goes on come to the end that its seed has by now.</summary>
    public static void Go(int seed) => SignalOf(seed).TrySetResult();

    public Task Start(FitOrder order, CancellationToken cancellationToken)
    {
        _seed = order.Plan.Seed;
        _against = order.Against;
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
            await Task.WhenAny(_cancelled.Task, SignalOf(seed).Task).WaitAsync(cancellationToken);
            end = Ends.GetValueOrDefault(seed, TrainingRunState.Cancelled);
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
                Comparison = Compare(Lows.GetValueOrDefault(seed, 0.01)),
            };
    }

    private static TaskCompletionSource SignalOf(int seed) =>
        Signals.GetOrAdd(seed, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private ModelComparison Compare(double low) =>
        new(_against, 100, 0.2 + low + 0.02, 0.2, low + 0.02, low, low + 0.04, 1_000, 1);

    public Task Cancel(CancellationToken cancellationToken)
    {
        _cancelled.TrySetResult();
        return Task.CompletedTask;
    }
}
