using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Models;

namespace SmartRetail.Grains.Training;

/// <summary>
/// Owns one store's training runs as a state machine that is kept in grain storage at each transition. Does no heavy
/// work: workers fit in processes of their own, the registry publishes.
/// </summary>
[GrainType("model-trainer")]
internal sealed partial class ModelTrainerGrain(
    [PersistentState("model-trainer", GrainStorage.Name)] IPersistentState<TrainerState> state,
    IModelStore models,
    TimeProvider clock,
    ILogger<ModelTrainerGrain> logger) : Grain, IModelTrainerGrain, IDisposable
{
    private const int MaxRuns = 50;
    private const int MaxAttempts = 3;
    private const int MaxLossPoints = 500;
    private const string Worker = "worker-0";
    private static readonly TimeSpan WatchTimeout = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _deactivating = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _driving = Task.CompletedTask;
    private TrainingRunId? _cancelled;

    private StoreId Store => new(this.GetPrimaryKeyString());

    private TrainerRun? Current => state.State.Runs is [.., var newest] && !newest.Status.IsFinal ? newest : null;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _deactivating.CancelAsync();

    public void Dispose() => _deactivating.Dispose();

    public async Task<TrainingRunId?> Start(TrainingPlan plan, CancellationToken cancellationToken)
    {
        var errors = plan.Check();
        if (!errors.IsEmpty)
        {
            throw new ArgumentException(errors[0].ToString(), nameof(plan));
        }

        if (Current is not null)
        {
            return null;
        }

        var id = new TrainingRunId(Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
        state.State.Runs.Add(new()
        {
            Plan = plan,
            Status = new(
                id, 1, plan.Architecture, TrainingRunState.Queued, 0, 0, plan.Epochs ?? 0, null, 0, null, [], [], null,
                null, null, null, clock.GetUtcNow(), null),
        });
        if (state.State.Runs.Count > MaxRuns)
        {
            state.State.Runs.RemoveAt(0);
        }

        await Write();
        Drive();
        return id;
    }

    public Task<TrainingRunStatus?> Get(TrainingRunId run, CancellationToken cancellationToken) =>
        Task.FromResult(Find(run)?.Status);

    public Task<ImmutableArray<TrainingRunStatus>> List(CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<TrainingRunStatus>>(
            [.. state.State.Runs.AsEnumerable().Reverse().Select(run => run.Status)]);

    public async Task<TrainingRunStatus?> Watch(
        TrainingRunId run, long afterRevision, CancellationToken cancellationToken)
    {
        var deadline = clock.GetTimestamp();
        while (Find(run)?.Status is { IsFinal: false } status && status.Revision <= afterRevision)
        {
            var left = WatchTimeout - clock.GetElapsedTime(deadline);
            if (left <= TimeSpan.Zero)
            {
                break;
            }

            await Task.WhenAny(_changed.Task, Task.Delay(left, clock, cancellationToken));
        }

        return Find(run)?.Status;
    }

    public async Task<bool> Cancel(TrainingRunId run, CancellationToken cancellationToken)
    {
        if (Current is not { } current || current.Status.Run != run || current.Status.State >= TrainingRunState.Publishing)
        {
            return false;
        }

        _cancelled = run;
        await GrainFactory.TrainingWorker(run, Worker).Cancel(cancellationToken);
        return true;
    }

    public Task Resume(CancellationToken cancellationToken)
    {
        Drive();
        return Task.CompletedTask;
    }

    // One loop at most; it runs on this grain's scheduler, between its calls.
    private void Drive()
    {
        if (Current is { } run && _driving.IsCompleted)
        {
            _driving = DriveGuarded(run);
        }
    }

    private async Task DriveGuarded(TrainerRun run)
    {
        try
        {
            await (run.Status.State == TrainingRunState.Publishing ? Publish(run) : Fit(run));
        }
        catch (OperationCanceledException) when (_deactivating.IsCancellationRequested)
        {
            // Another activation takes the run up from what was written last.
        }
        catch (Exception error)
        {
            LogFailed(error, Store, run.Status.Run);
            await End(run, TrainingRunState.Failed, error.Message.Split('\n')[0]);
        }
    }

    private async Task Fit(TrainerRun run)
    {
        var id = run.Status.Run;
        var worker = GrainFactory.TrainingWorker(id, Worker);
        while (true)
        {
            if (++run.Attempts > MaxAttempts)
            {
                await End(run, TrainingRunState.Failed, $"the fit was lost {MaxAttempts} times with its silo");
                return;
            }

            await Move(run, run.Status with { State = TrainingRunState.Preparing, Round = 1, LossCurve = [] });
            var output = models.GetStagingFolder(Store, id, Worker);
            await worker.Start(new(Store, id, Worker, run.Plan, output), _deactivating.Token);
            switch (await Watch(run, worker))
            {
                case { Stage: TrainingRunState.Completed }:
                    await Move(run, run.Status with { State = TrainingRunState.Publishing });
                    await Publish(run);
                    return;
                case { Stage: TrainingRunState.Cancelled }:
                    await End(run, TrainingRunState.Cancelled, null);
                    return;
                case { Stage: TrainingRunState.Failed } failed:
                    await End(run, TrainingRunState.Failed, failed.Failure);
                    return;
                default:
                    LogLost(Store, id, run.Attempts);
                    break;
            }
        }
    }

    /// <summary>Follows the fit to its end; null when it was lost with its silo.</summary>
    private async Task<FitProgress?> Watch(TrainerRun run, ITrainingWorkerGrain worker)
    {
        var revision = 0L;
        while (true)
        {
            FitProgress? progress;
            try
            {
                progress = await worker.Watch(revision, _deactivating.Token);
            }
            catch (Exception error) when (error is SiloUnavailableException or TimeoutException)
            {
                return null;
            }

            if (progress is null)
            {
                return _cancelled == run.Status.Run ? new() { Revision = 0, Stage = TrainingRunState.Cancelled } : null;
            }

            // The fit is nobody's call: without this the activation would be collected as idle in its middle.
            DelayDeactivation(TimeSpan.FromMinutes(10));
            if (progress.Revision > revision)
            {
                revision = progress.Revision;
                Show(run, progress);
            }

            if (progress.Stage >= TrainingRunState.Completed)
            {
                return progress;
            }
        }
    }

    private async Task Publish(TrainerRun run)
    {
        var registry = GrainFactory.ModelRegistry(Store);
        var version = await registry.Publish(run.Status.Run, Worker, _deactivating.Token);
        await registry.Activate(version, _deactivating.Token);
        run.Status = run.Status with { ModelVersion = version, Progress = 1, Remaining = TimeSpan.Zero };
        await End(run, TrainingRunState.Completed, null);
    }

    private async Task End(TrainerRun run, TrainingRunState final, string? failure)
    {
        await Move(run, run.Status with
        {
            State = final,
            Failure = failure,
            Remaining = null,
            EndedAt = clock.GetUtcNow(),
        });
        await models.DiscardAsync(Store, run.Status.Run);
        LogEnded(Store, run.Status.Run, final);
    }

    private async Task Move(TrainerRun run, TrainingRunStatus status)
    {
        Change(run, status);
        await Write();
    }

    private void Show(TrainerRun run, FitProgress progress)
    {
        var curve = run.Status.LossCurve;
        if (progress.Loss is { } loss && (curve.IsEmpty || progress.Step > curve[^1].Step))
        {
            curve = curve.Add(new(progress.Step, progress.Epoch, loss));
            if (curve.Length > MaxLossPoints)
            {
                // Every other point: the curve keeps its whole length at half the detail.
                curve = [.. curve.Where((_, at) => at % 2 == 0)];
            }
        }

        Change(run, run.Status with
        {
            State = progress.Stage >= TrainingRunState.Completed ? run.Status.State : progress.Stage,
            Epoch = progress.Epoch,
            Epochs = progress.Epochs,
            Loss = progress.Loss ?? run.Status.Loss,
            Progress = progress.Progress,
            Remaining = progress.Remaining,
            LossCurve = curve,
            Metrics = progress.Metrics ?? run.Status.Metrics,
            Floors = progress.Floors ?? run.Status.Floors,
            Workers =
            [
                new(Worker, progress.Silo, progress.Device, progress.Step, progress.Steps, progress.ExamplesPerSecond),
            ],
        });
    }

    private void Change(TrainerRun run, TrainingRunStatus status)
    {
        run.Status = status with { Revision = run.Status.Revision + 1 };
        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }

    private TrainerRun? Find(TrainingRunId run) => state.State.Runs.Find(candidate => candidate.Status.Run == run);

    private async Task Write()
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What was not written must not be answered from: read again on the next activation.
            DeactivateOnIdle();
            throw;
        }
    }

    [LoggerMessage(LogLevel.Error, "Training run {Run} of store {Store} failed")]
    private partial void LogFailed(Exception error, StoreId store, TrainingRunId run);

    [LoggerMessage(LogLevel.Warning, "Training run {Run} of store {Store} lost its worker (attempt {Attempt})")]
    private partial void LogLost(StoreId store, TrainingRunId run, int attempt);

    [LoggerMessage(LogLevel.Information, "Training run {Run} of store {Store} ended: {State}")]
    private partial void LogEnded(StoreId store, TrainingRunId run, TrainingRunState state);
}
