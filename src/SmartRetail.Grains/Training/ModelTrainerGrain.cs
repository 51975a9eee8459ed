using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;
using SmartRetail.Grains.Faults;
using SmartRetail.Grains.Operations;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Rounds;

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
    IRoundStore rounds,
    PriorChoice priors,
    ClusterSilos silos,
    IOptions<RoundOptions> options,
    TimeProvider clock,
    ILogger<ModelTrainerGrain> logger) : Grain, IModelTrainerGrain, IRemindable, IDisposable
{
    private const string Reminder = "go-on";
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan WatchTimeout = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _deactivating = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _driving = Task.CompletedTask;
    private CancellationTokenSource _cancelling = new();
    private WorkerTeam? _team;

    private StoreId Store => new(this.GetPrimaryKeyString());

    private RunPublication Publication => new(Store, priors, GrainFactory);

    private TrainerRun? Current => state.State.Current;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _deactivating.CancelAsync();

    public void Dispose()
    {
        _deactivating.Dispose();
        _cancelling.Dispose();
    }

    public async Task<TrainingRunId?> Start(TrainingPlan plan, string? reason, CancellationToken cancellationToken)
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
        state.State.Add(id, plan, reason, clock.GetUtcNow());
        await Write();
        Drive();
        return id;
    }

    public Task<TrainingRunStatus?> Get(TrainingRunId run, CancellationToken cancellationToken) =>
        Task.FromResult(state.State.Find(run)?.Status);

    public Task<ImmutableArray<TrainingRunStatus>> List(CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<TrainingRunStatus>>(
            [.. state.State.Runs.AsEnumerable().Reverse().Select(run => run.Status)]);

    public async Task<TrainingRunStatus?> Watch(
        TrainingRunId run, long afterRevision, CancellationToken cancellationToken)
    {
        var deadline = clock.GetTimestamp();
        while (state.State.Find(run)?.Status is { IsFinal: false } status && status.Revision <= afterRevision)
        {
            var left = WatchTimeout - clock.GetElapsedTime(deadline);
            if (left <= TimeSpan.Zero)
            {
                break;
            }

            await Task.WhenAny(_changed.Task, Task.Delay(left, clock, cancellationToken));
        }

        return state.State.Find(run)?.Status;
    }

    public async Task<bool> Cancel(TrainingRunId run, CancellationToken cancellationToken)
    {
        if (Current is not { } current || current.Status.Run != run || current.Status.State >= TrainingRunState.Publishing)
        {
            return false;
        }

        Drive();
        await _cancelling.CancelAsync();
        await (_team?.CancelAllAsync() ?? Task.CompletedTask);
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
        catch (OperationCanceledException) when (_cancelling.IsCancellationRequested)
        {
            await End(run, TrainingRunState.Cancelled, null);
        }
        catch (RunFailedException failed)
        {
            await End(run, TrainingRunState.Failed, failed.Message);
        }
        catch (StaleTokenException)
        {
            // Another activation has taken the run up already.
            DeactivateOnIdle();
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
        _cancelling.Dispose();
        _cancelling = new();
        var active = new ActiveRun(Store, run, rounds, Write, status => Change(run, status));
        _team = new(active, GrainFactory, silos, options.Value, clock, logger);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_deactivating.Token, _cancelling.Token);

        // Before the first worker, and kept with it.
        var mayChoose = !run.Rounds.IsSurveyed && run.Rounds.Team.Count == 0;
        var (against, prior) = await Publication.BeginAsync(run, mayChoose, ending.Token);
        run.Status = run.Status with { Prior = prior };
        var fitted = await new RoundDriver(active, _team, silos, options.Value, clock).RunAsync(against, ending.Token);
        await Pass(run, fitted.Comparison);
    }

    /// <summary>Publishes what was fitted if it is no worse than what ranks now; else the run ends with the reason.</summary>
    private async Task Pass(TrainerRun run, ModelComparison? comparison)
    {
        var gate = await Publication.DecideAsync(comparison, _deactivating.Token);
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
        await Publication.RejectAsync(run, gate, _deactivating.Token);
        LogRejected(Store, run.Status.Run, gate.Reason);
        await End(run, TrainingRunState.Rejected, null);
    }

    private async Task Publish(TrainerRun run)
    {
        switch (await Publication.PublishAsync(run, _deactivating.Token))
        {
            case { Rejected: { } gate }:
                await Reject(run, gate);
                break;
            case { Failure: { } failure }:
                await End(run, TrainingRunState.Failed, failure);
                break;
            case { Live: var version }:
                run.Status = run.Status with { ModelVersion = version, Progress = 1, Remaining = TimeSpan.Zero };
                await End(run, TrainingRunState.Completed, null);
                break;
        }
    }

    private async Task End(TrainerRun run, TrainingRunState final, string? failure)
    {
        await (_team?.CancelAllAsync() ?? Task.CompletedTask);
        _team = null;
        run.Rounds = new() { Token = run.Rounds.Token };
        await Move(run, run.Status with
        {
            State = final,
            Failure = failure,
            Remaining = null,
            Waiting = null,
            EndedAt = clock.GetUtcNow(),
        });
        await rounds.DiscardAsync(Store, run.Status.Run);
        await models.DiscardAsync(Store, run.Status.Run);
        LogEnded(Store, run.Status.Run, final);
    }

    private async Task Move(TrainerRun run, TrainingRunStatus status)
    {
        run.Rounds.Token += status.State == run.Status.State ? 0 : 1;
        Change(run, status);
        await Write();
    }

    private void Change(TrainerRun run, TrainingRunStatus status)
    {
        run.Status = status with { Revision = run.Status.Revision + 1 };

        // The run is nobody's call: without this the activation would be collected as idle in its middle.
        DelayDeactivation(TimeSpan.FromMinutes(10));
        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }

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

    [LoggerMessage(LogLevel.Warning, "Training run {Run} of store {Store} is interrupted; it is taken up again")]
    private partial void LogInterrupted(Exception error, StoreId store, TrainingRunId run);

    [LoggerMessage(LogLevel.Warning, "The model of run {Run} of store {Store} does not go live: {Reason}")]
    private partial void LogRejected(StoreId store, TrainingRunId run, string reason);

    [LoggerMessage(LogLevel.Information, "Training run {Run} of store {Store} ended: {State}")]
    private partial void LogEnded(StoreId store, TrainingRunId run, TrainingRunState state);
}
