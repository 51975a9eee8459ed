using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Attribution;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Stores;
using SmartRetail.Contracts.Training;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Retraining;

namespace SmartRetail.Grains.Retraining;

/// <summary>
/// Starts a store's training runs by its schedule. Every serving silo tells it to look; that a store has one run at a time is the
/// trainer's to say.
/// </summary>
[GrainType("retraining")]
internal sealed partial class RetrainingGrain(
    [PersistentState("retraining", GrainStorage.Name)] IPersistentState<RetrainingState> state,
    ICatalogStore catalog,
    StoreReplicas replicas,
    IOptions<RetrainingOptions> options,
    TimeProvider clock,
    ILogger<RetrainingGrain> logger) : Grain, IRetrainingKeeper
{
    private long? _lookedAt;

    private StoreId Store => new(this.GetPrimaryKeyString());

    public async Task Look()
    {
        if (_lookedAt is { } before && clock.GetElapsedTime(before) < options.Value.Interval)
        {
            return;
        }

        _lookedAt = clock.GetTimestamp();
        if ((await catalog.FindSettingsAsync(Store))?.Settings.Retraining is { } schedule
            && replicas.Find(Store)?.Counts.Interactions is { } interactions)
        {
            await Look(schedule, interactions);
        }
    }

    private async Task Look(RetrainingSchedule schedule, long interactions)
    {
        var trainer = GrainFactory.ModelTrainer(Store);
        var last = (await trainer.List()).FirstOrDefault();
        if (last?.Run != state.State.Run || interactions < state.State.Interactions)
        {
            // Somebody started one, which has read what there is; or a replica was read anew that lacks what was deleted meanwhile.
            await Remember(last?.Run, interactions);
        }

        if (last is { IsFinal: false })
        {
            return;
        }

        var models = await GrainFactory.ModelRegistry(Store).List();
        var facts = await Find(last?.StartedAt, interactions - state.State.Interactions, models.Active, schedule);
        if (RetrainingDecision.Find(schedule, facts) is { } reason
            && await trainer.Start(PlanOf(schedule, models), reason) is { } run)
        {
            LogStarted(Store, run, reason);
            await Remember(run, interactions);
        }
    }

    private static TrainingPlan PlanOf(RetrainingSchedule schedule, ModelList models)
    {
        var plan = new TrainingPlan();
        var active = models.Models.FirstOrDefault(model => model.Version == models.Active);
        return plan with
        {
            Architecture = schedule.Architecture ?? active?.Architecture ?? plan.Architecture,
            WarmStart = active?.Privacy is null,

            // What was promised to customers is not taken back because a day has passed.
            Privacy = active?.Privacy is { } promised
                ? new()
                {
                    Epsilon = promised.Epsilon,
                    Delta = promised.Delta,
                    Clip = promised.ClipNorm,
                    SamplingRate = promised.SamplingRate,
                }
                : null,
        };
    }

    private async Task<RetrainingFacts> Find(
        DateTimeOffset? lastRun, long interactions, ModelVersion? active, RetrainingSchedule schedule)
    {
        var facts = new RetrainingFacts(
            clock.GetUtcNow(), lastRun, interactions, active, AttributionSums.Zero, AttributionSums.Zero);
        if (schedule.ClickRateFall is null || active is not { } model)
        {
            return facts;
        }

        var clicks = new ModelClicks(
            GrainFactory.ModelRegistry(Store), GrainFactory.GetGrain<IAttributionGrain>(Store.Value), options.Value.ClickRateTime);
        var (first, newest) = await clicks.ReadAsync(model, facts.Now);
        return facts with { First = first, Newest = newest };
    }

    private async Task Remember(TrainingRunId? run, long interactions)
    {
        (state.State.Run, state.State.Interactions) = (run, interactions);
        await state.WriteStateAsync();
    }

    [LoggerMessage(LogLevel.Information, "Store {Store}: training run {Run} begins by the schedule, since {Reason}")]
    private partial void LogStarted(StoreId store, TrainingRunId run, string reason);
}
