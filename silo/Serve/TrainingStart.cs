using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Silo.Serve;

/// <summary>
/// Takes up training runs that a crash interrupted, and starts the first run of a store that has interactions enough
/// and no model yet.
/// </summary>
internal sealed partial class TrainingStart(
    IGrainFactory grains,
    ICatalogStore catalogs,
    IInteractionLog log,
    ServeSettings settings,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<TrainingStart> logger) : BackgroundService
{
    private const long LeastInteractions = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        while (!await TryStart(stoppingToken))
        {
            await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    /// <summary>False when the database or the trainer's silo is away, so that it should be tried again.</summary>
    private async Task<bool> TryStart(CancellationToken stoppingToken)
    {
        try
        {
            await Start(stoppingToken);
            return true;
        }
        catch (Exception error) when (
            error is UnavailableException or LogUnavailableException or OrleansException or TimeoutException)
        {
            LogLater(error);
            return false;
        }
    }

    private async Task Start(CancellationToken stoppingToken)
    {
        foreach (var store in await catalogs.ListStoresAsync(stoppingToken))
        {
            var trainer = grains.ModelTrainer(store);
            await trainer.Resume(stoppingToken);
            if (settings.WithTraining && await IsFirst(store, stoppingToken) && await trainer.Start(new(), "the store has no model yet", stoppingToken) is { } run)
            {
                LogStarted(store, run);
            }
        }
    }

    // A run that was tried and failed or was cancelled is not tried again by itself: that is an operator's choice.
    private async Task<bool> IsFirst(StoreId store, CancellationToken cancellationToken) =>
        (await grains.ModelRegistry(store).List(cancellationToken)).Models.IsEmpty &&
        (await grains.ModelTrainer(store).List(cancellationToken)).IsEmpty &&
        await log.CountAsync(store, cancellationToken) >= LeastInteractions;

    [LoggerMessage(LogLevel.Warning, "Training runs cannot be looked after yet; this is tried again")]
    private partial void LogLater(Exception error);

    [LoggerMessage(LogLevel.Information, "Store {Store} has no model yet: training run {Run} has begun")]
    private partial void LogStarted(StoreId store, TrainingRunId run);
}
