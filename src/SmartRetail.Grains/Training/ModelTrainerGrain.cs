using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Placement;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Stores;
using SmartRetail.Contracts.Training;
using SmartRetail.Grains.Faults;
using SmartRetail.Grains.Operations;
using SmartRetail.Recommender.Models;

namespace SmartRetail.Grains.Training;

/// <summary>
/// Owns one store's training runs as a state machine that is kept in grain storage at each transition. Does no heavy
/// work: workers fit in processes of their own, the registry publishes. A reminder brings a run's grain back when its
/// silo has died.
/// </summary>
[GrainType("model-trainer")]
internal sealed partial class ModelTrainerGrain(
    [PersistentState("model-trainer", GrainStorage.Name)] IPersistentState<TrainerState> state,
    IModelStore models,
    ClusterSilos silos,
    TimeProvider clock,
    ILogger<ModelTrainerGrain> logger) : Grain, IModelTrainerGrain, IRemindable, IDisposable
{
    private const int MaxRuns = 50;
    private const int MaxAttempts = 3;
    private const int MaxLossPoints = 500;
    private const string Worker = "worker-0";
    private const string Reminder = "go-on";
    private const string NoTrainingSilo = "no training silo has joined the cluster";
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SiloPoll = TimeSpan.FromSeconds(1);
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

        // Before the run exists: no run may be without one.
        await this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod, cancellationToken);
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
        if (current.Status.State != TrainingRunState.Queued)
        {
            await GrainFactory.TrainingWorker(run, Worker).Cancel(cancellationToken);
        }

        return true;
    }

    public Task Resume(CancellationToken cancellationToken)
    {
        Drive();
        return Task.CompletedTask;
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Drive();
        if (Current is null && await this.GetReminder(reminderName) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
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
            await (run.Status.State switch
            {
                TrainingRunState.Publishing => Publish(run),
                TrainingRunState.Gating => Pass(run, run.Status.Gate?.Comparison),
                _ => Fit(run),
            });
        }
        catch (OperationCanceledException) when (_deactivating.IsCancellationRequested)
        {
            // Another activation takes the run up from what was written last.
        }
        catch (Exception error) when (Outage.Is(error) || error is UnavailableException)
        {
            // The reminder takes the run up from what was written last.
            LogInterrupted(error, Store, run.Status.Run);
            DeactivateOnIdle();
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
        while (true)
        {
            if (await WaitForSilo(run) is not { } silo)
            {
                await End(run, TrainingRunState.Cancelled, null);
                return;
            }

            if (run.Attempts >= MaxAttempts)
            {
                await End(run, TrainingRunState.Failed, $"the fit was lost {MaxAttempts} times with its silo");
                return;
            }

            await Move(run, run.Status with
            {
                State = TrainingRunState.Preparing,
                Round = 1,
                LossCurve = [],
                Waiting = null,
            });
            var output = models.GetStagingFolder(Store, id, Worker);
            var against = (await GrainFactory.ModelRegistry(Store).List(_deactivating.Token)).Active;
            switch (await FitOn(silo, run, new(Store, id, Worker, run.Plan, output, against)))
            {
                case { Stage: TrainingRunState.Completed } fitted:
                    await Pass(run, fitted.Comparison);
                    return;
                case { Stage: TrainingRunState.Cancelled }:
                    await End(run, TrainingRunState.Cancelled, null);
                    return;
                case { Stage: TrainingRunState.Failed } failed:
                    await End(run, TrainingRunState.Failed, failed.Failure);
                    return;
                default:
                    LogLost(Store, id, run.Attempts);
                    await Task.Delay(SiloPoll, clock, _deactivating.Token);
                    break;
            }
        }
    }

    /// <summary>Returns the silo to fit on, as soon as there is one; null when the run was cancelled before.</summary>
    private async Task<SiloAddress?> WaitForSilo(TrainerRun run)
    {
        while (_cancelled != run.Status.Run)
        {
            if (silos.Training is [var best, ..])
            {
                return best;
            }

            if (run.Status.Waiting is null)
            {
                LogWaiting(Store, run.Status.Run);
                await Move(run, run.Status with { State = TrainingRunState.Queued, Waiting = NoTrainingSilo });
            }

            DelayDeactivation(ReminderPeriod);
            await Task.Delay(SiloPoll, clock, _deactivating.Token);
        }

        return null;
    }

    /// <summary>Fits on the silo and follows the fit to its end; null when it was lost with its silo.</summary>
    private async Task<FitProgress?> FitOn(SiloAddress silo, TrainerRun run, FitOrder order)
    {
        try
        {
            var worker = GrainFactory.TrainingWorker(order.Run, order.Worker);

            // A hint: an activation that exists already stays where it is.
            RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
            await worker.Start(order, _deactivating.Token);
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);

            // Only what has begun can be lost: a silo that is dead and not yet known to be costs no attempt.
            run.Attempts++;
            await Move(run, run.Status);
            return await Watch(run, worker);
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            LogUnreached(error, silo);
            return null;
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }

    /// <summary>Follows the fit to its end; null when its activation is another one, which knows nothing of it.</summary>
    private async Task<FitProgress?> Watch(TrainerRun run, ITrainingWorkerGrain worker)
    {
        var revision = 0L;
        while (true)
        {
            var progress = await worker.Watch(revision, _deactivating.Token);
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

    /// <summary>Publishes what was fitted if it is no worse than what ranks now; else the run ends with the reason.</summary>
    private async Task Pass(TrainerRun run, ModelComparison? comparison)
    {
        var settings = await GrainFactory.Store(Store).GetSettings(cancellationToken: _deactivating.Token);
        var gate = PublicationGate.Decide(comparison, (settings ?? SavedSettings.None).Settings.ModelMargin);
        await Move(run, run.Status with { State = TrainingRunState.Gating, Gate = gate });
        if (!gate.IsPassed)
        {
            await Reject(run, gate);
            return;
        }

        await Move(run, run.Status with { State = TrainingRunState.Publishing });
        await Publish(run);
    }

    private async Task Reject(TrainerRun run, GateDecision gate)
    {
        run.Status = run.Status with { Gate = gate };
        await GrainFactory.ModelRegistry(Store).Reject(run.Status.Run, gate, _deactivating.Token);
        LogRejected(Store, run.Status.Run, gate.Reason);
        await End(run, TrainingRunState.Rejected, null);
    }

    private async Task Publish(TrainerRun run)
    {
        var registry = GrainFactory.ModelRegistry(Store);
        var models = await registry.List(_deactivating.Token);
        var isPublished = models.Models.Any(model => model.Run == run.Status.Run);
        var gate = run.Status.Gate!;
        if (!isPublished && models.Active is { } active && gate.Comparison is { Note: null } comparison && comparison.Against != active)
        {
            await Reject(run, gate with
            {
                IsPassed = false,
                Reason = $"model {active} was activated meanwhile, which it was not compared with: train again",
            });
            return;
        }

        var version = await registry.Publish(run.Status.Run, Worker, gate, _deactivating.Token);
        if (await registry.Activate(version, cancellationToken: _deactivating.Token) != ModelActivation.Done)
        {
            await End(run, TrainingRunState.Failed, $"model {version} does not verify any more");
            return;
        }

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
            Waiting = null,
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

    [LoggerMessage(LogLevel.Debug, "Training silo {Silo} does not answer")]
    private partial void LogUnreached(Exception error, SiloAddress silo);

    [LoggerMessage(LogLevel.Warning, "Training run {Run} of store {Store} is interrupted; it is taken up again")]
    private partial void LogInterrupted(Exception error, StoreId store, TrainingRunId run);

    [LoggerMessage(LogLevel.Warning, "Training run {Run} of store {Store} waits: no training silo has joined")]
    private partial void LogWaiting(StoreId store, TrainingRunId run);

    [LoggerMessage(LogLevel.Warning, "Training run {Run} of store {Store} lost its worker (attempt {Attempt})")]
    private partial void LogLost(StoreId store, TrainingRunId run, int attempt);

    [LoggerMessage(LogLevel.Warning, "The model of run {Run} of store {Store} does not go live: {Reason}")]
    private partial void LogRejected(StoreId store, TrainingRunId run, string reason);

    [LoggerMessage(LogLevel.Information, "Training run {Run} of store {Store} ended: {State}")]
    private partial void LogEnded(StoreId store, TrainingRunId run, TrainingRunState state);
}
