using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Stores;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Models;

namespace SmartRetail.Grains.Training;

/// <summary>
/// A trainer's dealings with the registry: what a run begins with, whether what it fitted may go live, and that it does. The
/// run's state is the trainer's: nothing here changes it.
/// </summary>
internal sealed class RunPublication(StoreId store, PriorChoice priors, IGrainFactory grains)
{
    private IModelRegistryGrain Registry => grains.ModelRegistry(store);

    /// <summary>Returns the active model, which the run's is compared with, and the one that it is to begin with.</summary>
    /// <param name="mayChoose">Whether no worker has begun yet; later ones have to begin where the others did.</param>
    public async Task<(ModelVersion? Against, ModelVersion? Prior)> BeginAsync(
        TrainerRun run, bool mayChoose, CancellationToken cancellationToken)
    {
        var published = await Registry.List(cancellationToken);
        if (!mayChoose)
        {
            return (published.Active, run.Status.Prior);
        }

        var days = (await GetSettings(cancellationToken)).RetentionDays;
        return (published.Active, await priors.FindAsync(store, run.Plan, published, days, cancellationToken));
    }

    /// <summary>Decides whether what was fitted is no worse than what ranks now.</summary>
    public async Task<GateDecision> DecideAsync(ModelComparison? comparison, CancellationToken cancellationToken) =>
        PublicationGate.Decide(comparison, (await GetSettings(cancellationToken)).ModelMargin);

    /// <summary>Puts the run's end on the registry's record.</summary>
    public Task RejectAsync(TrainerRun run, GateDecision gate, CancellationToken cancellationToken) =>
        Registry.Reject(run.Status.Run, gate, cancellationToken);

    /// <summary>Publishes and activates what the gate has let pass; a run that has done so before does it again to the same end.</summary>
    public async Task<PublicationOutcome> PublishAsync(TrainerRun run, CancellationToken cancellationToken)
    {
        var models = await Registry.List(cancellationToken);
        var isPublished = models.Models.Any(model => model.Run == run.Status.Run);
        var gate = run.Status.Gate!;
        if (!isPublished && models.Active is { } active && gate.Comparison is { Note: null } comparison && comparison.Against != active)
        {
            return new(Rejected: gate with
            {
                IsPassed = false,
                Reason = $"model {active} was activated meanwhile, which it was not compared with: train again",
            });
        }

        var version = await Registry.Publish(run.Status.Run, run.Rounds.Finisher!, gate, cancellationToken);
        return await Registry.Activate(version, cancellationToken: cancellationToken) == ModelActivation.Done
            ? new(Live: version)
            : new(Failure: $"model {version} does not verify any more");
    }

    private async Task<StoreSettings> GetSettings(CancellationToken cancellationToken) =>
        (await grains.Store(store).GetSettings(cancellationToken: cancellationToken) ?? SavedSettings.None).Settings;
}
