using System.Collections.Immutable;
using SmartRetail.Contracts.Audit;

namespace SmartRetail.Contracts.Training;

/// <summary>One store's training runs, one at a time: plans, fits by workers, evaluates, publishes.</summary>
[GrainInterfaceType("model-trainer")]
[Alias("IModelTrainerGrain")]
public interface IModelTrainerGrain : IGrainWithStringKey
{
    /// <summary>Starts a run and returns at once; null while another run of the store goes on.</summary>
    /// <param name="reason">Why the platform starts it by itself, in one sentence; null where somebody asks for it.</param>
    /// <exception cref="ArgumentException">The plan breaks a bound of <see cref="TrainingPlan.Check"/>.</exception>
    [Alias("Start"), Audited("training.start")]
    Task<TrainingRunId?> Start(
        TrainingPlan plan, string? reason = null, CancellationToken cancellationToken = default);

    /// <summary>Returns the run, or null when the store has none of that id.</summary>
    [Alias("Get"), Idempotent, ResponseTimeout("00:00:03")]
    Task<TrainingRunStatus?> Get(TrainingRunId run, CancellationToken cancellationToken = default);

    /// <summary>Returns the newest runs, newest first, at most 50.</summary>
    [Alias("List"), Idempotent, ResponseTimeout("00:00:03")]
    Task<ImmutableArray<TrainingRunStatus>> List(CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the run as soon as its revision is above <paramref name="afterRevision"/>, or as it is after 5 s; null
    /// when there is no such run.
    /// </summary>
    [Alias("Watch"), Idempotent, ResponseTimeout("00:00:15"), Orleans.Concurrency.AlwaysInterleave]
    Task<TrainingRunStatus?> Watch(
        TrainingRunId run, long afterRevision, CancellationToken cancellationToken = default);

    /// <summary>Cancels the run; false when it had ended or there is no such run.</summary>
    [Alias("Cancel"), Audited("training.cancel")]
    Task<bool> Cancel(TrainingRunId run, CancellationToken cancellationToken = default);

    /// <summary>Takes up a run that a crash interrupted. Called when a silo starts and by the reminder.</summary>
    [Alias("Resume"), Idempotent]
    Task Resume(CancellationToken cancellationToken = default);
}
