using System.Collections.Concurrent;
using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Rounds;

namespace SmartRetail.ClusterTests.Training;

/// <summary>
/// A training worker that does what the test of its run says, by the plan's seed. Its model has one parameter, which a round
/// of worker n raises by n + 1; what it exchanges with the trainer is real.
/// </summary>
[GrainType("training-worker")]
[OnTrainingSilos]
internal sealed class ScriptedWorkerGrain(IRoundStore rounds) : Grain, ITrainingWorkerGrain
{
    public const int Rounds = 3;

    /// <summary>Of runs that nobody gave a seed.</summary>
    public const int SeedOfNone = 0;

    private static readonly ConcurrentDictionary<int, TaskCompletionSource> Signals = new();

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FitOrder? _fit;
    private FitProgress _progress = new() { Revision = 1, Stage = TrainingRunState.Preparing };
    private bool _isLost;

    /// <summary>Starts so far, by seed.</summary>
    public static ConcurrentDictionary<int, int> Starts { get; } = new();

    /// <summary>What the fit of a seed comes to; a seed that is absent fits its first round until it is cancelled.</summary>
    public static ConcurrentDictionary<int, TrainingRunState> Ends { get; } = new();

    /// <summary>The low end of the interval of what a seed fits, against what ranks; +0.01 where it is absent.</summary>
    public static ConcurrentDictionary<int, double> Lows { get; } = new();

    /// <summary>Who is lost with its silo, by seed, instead of fitting a round.</summary>
    public static ConcurrentDictionary<int, (string Worker, int Round)> Losses { get; } = new();

    /// <summary>Whose process fails in a round, by seed.</summary>
    public static ConcurrentDictionary<int, (string Worker, int Round)> Failures { get; } = new();

    /// <summary>Who never comes to the end of a round, by seed.</summary>
    public static ConcurrentDictionary<int, (string Worker, int Round)[]> Delays { get; } = new();

    /// <summary>The models that workers were to begin with, by seed, in the order of their starts.</summary>
    public static ConcurrentDictionary<int, ConcurrentQueue<ModelVersion?>> Priors { get; } = new();

    /// <summary>The rounds that were fitted, by seed: by whom, which shards, and what the parameter was before.</summary>
    public static ConcurrentDictionary<int, ConcurrentQueue<(string Worker, WorkOrder Order, float Before)>> Fits { get; } = new();

    /// <summary>The last orders, by seed: to finish.</summary>
    public static ConcurrentDictionary<int, WorkOrder> Finishes { get; } = new();

    private int Seed => _fit!.Plan.Seed ?? SeedOfNone;

    /// <summary>Lets a fit that goes on come to the end that its seed has by now.</summary>
    public static void Go(int seed) => SignalOf(seed).TrySetResult();

    public Task Start(FitOrder order, CancellationToken cancellationToken)
    {
        _fit = order;
        Starts.AddOrUpdate(Seed, 1, (_, starts) => starts + 1);
        Priors.GetOrAdd(Seed, _ => new()).Enqueue(order.Prior);
        return Task.CompletedTask;
    }

    public Task<bool> Perform(WorkOrder order, CancellationToken cancellationToken)
    {
        if (_fit is null)
        {
            return Task.FromResult(false);
        }

        if (!order.IsSameWork(_progress.Done?.Order))
        {
            _ = Work(order);
        }

        return Task.FromResult(true);
    }

    public async Task<FitProgress?> Watch(long afterRevision, CancellationToken cancellationToken)
    {
        while (_fit is not null && !_isLost && _progress.Revision <= afterRevision)
        {
            await _changed.Task.WaitAsync(cancellationToken);
        }

        return _fit is null || _isLost ? null : _progress;
    }

    public Task Cancel(CancellationToken cancellationToken)
    {
        _ended.TrySetResult();
        return Task.CompletedTask;
    }

    private async Task Work(WorkOrder order)
    {
        if (order.Kind == WorkKind.Survey)
        {
            await rounds.WriteAllAsync(
                RoundPart.VocabularyOf(_fit!.Store, _fit.Run, _fit.Worker),
                new ProductSurvey(1, 2, [new("p1", 2, 2)]).ToBytes(),
                order.Token);
        }

        if (order is { Kind: WorkKind.Fit, Round: 1 } && !Ends.ContainsKey(Seed))
        {
            Say(progress => progress with { Stage = TrainingRunState.Fitting, Epoch = 1, Epochs = 2, Step = 10, Steps = 20, Loss = 3 });
            await Task.WhenAny(_ended.Task, SignalOf(Seed).Task);
        }

        // Queued stands for a silo that died: its activation knows of no fit any more.
        var end = Ends.GetValueOrDefault(Seed, TrainingRunState.Cancelled);
        if (end == TrainingRunState.Queued || (Losses.TryGetValue(Seed, out var lost) && Is(lost, order)))
        {
            _isLost = true;
            Say(progress => progress);
        }
        else if (Delays.GetValueOrDefault(Seed, []).Any(late => Is(late, order)))
        {
            await _ended.Task;
        }
        else if (Failures.TryGetValue(Seed, out var failing) && Is(failing, order))
        {
            Say(progress => progress with { Stage = TrainingRunState.Failed, Failure = "it took too much memory" });
        }
        else if (order.Kind == WorkKind.Survey && end != TrainingRunState.Failed)
        {
            Say(progress => progress with { Done = new(order, 0, [], 0, IsTimeOver: false, Joules: 1) });
        }
        else if (end != TrainingRunState.Completed)
        {
            Say(progress => progress with { Stage = end, Failure = end == TrainingRunState.Failed ? "the script says so" : null });
        }
        else
        {
            await Succeed(order);
        }
    }

    private async Task Succeed(WorkOrder order)
    {
        switch (order.Kind)
        {
            case WorkKind.Fit:
                await FitRound(order);
                break;
            case WorkKind.Validate:
                Say(progress => progress with { Done = new(order, 0, [0.1], Rounds, IsTimeOver: false, Joules: 100) });
                break;
            default:
                Finishes[Seed] = order;
                Say(progress => progress with
                {
                    Stage = TrainingRunState.Completed,
                    Progress = 1,
                    Metrics = ImmutableSortedDictionary<string, double>.Empty.Add("ndcg@10", 0.1),
                    Comparison = Compare(Lows.GetValueOrDefault(Seed, 0.01)),
                });
                break;
        }
    }

    private async Task FitRound(WorkOrder order)
    {
        var (store, run) = (_fit!.Store, _fit.Run);
        var chunk = await rounds.ReadAsync(RoundPart.Parameters(store, run, order.Round - 1), 0);
        var before = chunk is null ? 0 : ParameterChunk.ReadWhole(chunk)[0];
        if (order.WritesFirst)
        {
            await rounds.WriteAsync(RoundPart.Parameters(store, run, 0), 0, ParameterChunk.Encode([0f]), order.Token);
        }

        var step = 1 + int.Parse(_fit.Worker.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture);
        await rounds.WriteAsync(
            RoundPart.Fitted(store, run, order.Round, _fit.Worker), 0, ParameterChunk.Encode([before + step]), order.Token);
        Fits.GetOrAdd(Seed, _ => new()).Enqueue((_fit.Worker, order, before));
        Say(progress => progress with
        {
            Stage = TrainingRunState.Fitting,
            Epoch = 1,
            Epochs = 2,
            Step = 10,
            Steps = 20,
            Loss = 3,
            Progress = 0.5,
            Done = new(order, 10, order.Round > 1 ? [0.1] : [], Rounds, IsTimeOver: false, Joules: 10),
        });
    }

    private void Say(Func<FitProgress, FitProgress> change)
    {
        _progress = change(_progress) with { Revision = _progress.Revision + 1 };
        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }

    private bool Is((string Worker, int Round) script, WorkOrder order) =>
        order.Kind == WorkKind.Fit && script == (_fit!.Worker, order.Round);

    private static TaskCompletionSource SignalOf(int seed) =>
        Signals.GetOrAdd(seed, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private ModelComparison Compare(double low) =>
        new(_fit!.Against, 100, 0.2 + low + 0.02, 0.2, low + 0.02, low, low + 0.04, 1_000, 1);
}
