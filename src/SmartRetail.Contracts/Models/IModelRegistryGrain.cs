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
    [Alias("Publish")]
    Task<ModelVersion> Publish(
        TrainingRunId run, string worker, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a published version the one that ranks, on every silo; false when there is no such version. Going back to
    /// an older version is the same call.
    /// </summary>
    [Alias("Activate"), Idempotent]
    Task<bool> Activate(ModelVersion version, CancellationToken cancellationToken = default);
}
