using System.Collections.Immutable;
using SmartRetail.Contracts.Audit;
using SmartRetail.Contracts.Training;

namespace SmartRetail.Contracts.Models;

/// <summary>One store's published models in order, and which one is active.</summary>
[GrainInterfaceType("model-registry")]
[Alias("IModelRegistryGrain")]
public interface IModelRegistryGrain : IGrainWithStringKey
{
    [Alias("List"), Idempotent, ResponseTimeout("00:00:03")]
    Task<ModelList> List(CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes the artifact that a run's worker has staged in the model store into the registry under the next version.
    /// Publishing the same run again returns the version it has.
    /// </summary>
    /// <param name="gate">What let it pass; kept with it.</param>
    [Alias("Publish")]
    Task<ModelVersion> Publish(
        TrainingRunId run, string worker, GateDecision? gate = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// As <see cref="Publish"/>, of a model that was staged from another cluster's export: it is kept, and ranks when somebody
    /// activates it. Null when nothing is staged under that name.
    /// </summary>
    [Alias("Import"), Audited("model.import")]
    Task<ModelVersion?> Import(TrainingRunId run, string? by = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives every model a new seal, with its data key wrapped by the newest key of the key file, so that the older keys can
    /// go. Silos refuse the seals of before. Returns how many got one; what does not verify keeps the seal it has.
    /// </summary>
    [Alias("Rewrap"), ResponseTimeout("00:01:00"), Audited("model.rewrap", Subject = -1)]
    Task<int> Rewrap(string? by = null, CancellationToken cancellationToken = default);

    /// <summary>Records that the gate did not let a run's model live. Recording the same run again changes nothing.</summary>
    [Alias("Reject"), Idempotent]
    Task Reject(TrainingRunId run, GateDecision gate, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a published version the one that ranks, on every silo. Going back to an older version is the same call.
    /// </summary>
    /// <param name="by">The name of the API key that asks for it; null where the platform does by itself.</param>
    [Alias("Activate"), Idempotent, Audited("model.activate")]
    Task<ModelActivation> Activate(
        ModelVersion version, string? by = null, CancellationToken cancellationToken = default);

    /// <summary>Returns what became of the store's models, newest first, at most <see cref="ModelEvent.Kept"/>.</summary>
    [Alias("History"), Idempotent, ResponseTimeout("00:00:03")]
    Task<ImmutableArray<ModelEvent>> History(CancellationToken cancellationToken = default);

    /// <summary>
    /// Has every serving silo rank a share of the personal lists with this version too, beside the request and seen by nobody,
    /// until its time is over, it is stopped, or a model is activated. One that goes on already ends with that.
    /// </summary>
    /// <param name="share">From <see cref="ShadowPlan.LeastShare"/> to 1.</param>
    /// <param name="duration">From a minute to <see cref="ShadowPlan.MaxMinutes"/>.</param>
    /// <exception cref="ArgumentException">A bound is broken.</exception>
    [Alias("StartShadow"), Audited("model.shadow")]
    Task<ShadowStart> StartShadow(
        ModelVersion version,
        double share,
        TimeSpan duration,
        string? by = null,
        CancellationToken cancellationToken = default);

    /// <summary>Ends it; returns its last figures, or null where this version was not compared.</summary>
    [Alias("StopShadow"), Idempotent, Audited("model.shadow-stop")]
    Task<ShadowReport?> StopShadow(ModelVersion version, CancellationToken cancellationToken = default);

    /// <summary>Returns the figures of all silos added up, or the last ones; null where this version was not the last compared.</summary>
    /// <param name="version">Null: the last compared one, whichever it is.</param>
    [Alias("ReadShadow"), Idempotent, ResponseTimeout("00:00:03")]
    Task<ShadowReport?> ReadShadow(ModelVersion? version = null, CancellationToken cancellationToken = default);
}
