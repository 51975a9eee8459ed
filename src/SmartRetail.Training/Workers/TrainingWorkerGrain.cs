using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Models;

namespace SmartRetail.Training.Workers;

/// <summary>
/// Owns one child process that fits a shard, and what it last reported. Soft state: when the silo dies the child ends
/// by itself, and the trainer starts the fit anew elsewhere.
/// </summary>
[GrainType("training-worker")]
[OnTrainingSilos]
internal sealed partial class TrainingWorkerGrain(
    IOptions<TrainingOptions> options,
    IModelStore models,
    ILocalSiloDetails silo,
    TimeProvider clock,
    ILogger<TrainingWorkerGrain> logger) : Grain, ITrainingWorkerGrain
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(10);
    private FitSupervisor? _fit;
    private IGrainTimer? _heartbeat;
    private bool _isLeaving;

    // To whoever watches: the fit is begun anew, here or elsewhere.
    private bool IsGone => _isLeaving || _fit is { IsLost: true };

    public Task Start(FitOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (_fit is not null)
        {
            return Task.CompletedTask;
        }

        LogStarting(order.Run, order.Worker, order.Store);

        // The trainer's machine may have no such folder.
        var output = models.GetStagingFolder(order.Store, order.Run, order.Worker);
        _fit = new(order with { Output = output }, options.Value, silo.Name, clock);

        // A busy child has an idle grain, which would be deactivated, and the child with it.
        _heartbeat = this.RegisterGrainTimer(
            Beat, new GrainTimerCreationOptions(HeartbeatInterval, HeartbeatInterval) { KeepAlive = true });
        return Task.CompletedTask;
    }

    public async Task<bool> Perform(WorkOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (_fit is null || IsGone)
        {
            return false;
        }

        await _fit.OrderAsync(order);
        return true;
    }

    public async Task<FitProgress?> Watch(long afterRevision, CancellationToken cancellationToken) =>
        _fit is not null && await _fit.WatchAsync(afterRevision, Patience, cancellationToken) is var progress
        && !IsGone
            ? progress
            : null;

    public Task Cancel(CancellationToken cancellationToken) => _fit?.CancelAsync() ?? Task.CompletedTask;

    // The silo leaves: to whoever watches, the fit is not cancelled but lost, and is begun anew elsewhere.
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _isLeaving = true;
        return _fit?.CancelAsync() ?? Task.CompletedTask;
    }

    private Task Beat(CancellationToken cancellationToken)
    {
        if (_fit is { Ended.IsCompleted: true } ended)
        {
            LogEnded(this.GetPrimaryKeyString(), ended.Progress.Stage, ended.Progress.Failure);
            _heartbeat?.Dispose();
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Information, "Run {Run}, worker {Worker}: fitting for store {Store} in a child process")]
    private partial void LogStarting(TrainingRunId run, string worker, StoreId store);

    [LoggerMessage(LogLevel.Information, "Worker {Worker} ended as {Stage}; failure: {Failure}")]
    private partial void LogEnded(string worker, TrainingRunState stage, string? failure);
}
