using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Models;

/// <summary>
/// Where model artifacts are kept: folders of files, verified by the digests in their manifests. A worker writes one to a
/// folder of its machine and stages it; any silo may then publish it, and every silo open it.
/// </summary>
public interface IModelStore
{
    /// <summary>Returns a folder of this machine, empty at first, that a run's worker may write an artifact to.</summary>
    string GetStagingFolder(StoreId store, TrainingRunId run, string worker);

    /// <summary>
    /// Verifies the artifact in a folder of this machine and makes it durable under the worker's name, in place of one
    /// that it staged before. The folder is the store's from then on.
    /// </summary>
    /// <exception cref="InvalidDataException">A file is missing or does not match its digest.</exception>
    Task StageAsync(
        StoreId store, TrainingRunId run, string worker, string folder, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives a staged artifact its version, atomically, and returns the manifest; the same call again returns the same.
    /// </summary>
    /// <exception cref="InvalidDataException">
    /// The worker has staged nothing, or a file is missing or does not match its digest.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another artifact has the version.</exception>
    Task<ModelManifest> PublishAsync(
        StoreId store,
        ModelVersion version,
        TrainingRunId run,
        string worker,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Verifies a published artifact and returns its manifest and its folder on this machine; null when there is none.
    /// </summary>
    /// <exception cref="InvalidDataException">A file is missing or does not match its digest.</exception>
    Task<StoredModel?> OpenAsync(
        StoreId store, ModelVersion version, CancellationToken cancellationToken = default);

    /// <summary>Removes what a run staged and did not publish.</summary>
    Task DiscardAsync(StoreId store, TrainingRunId run, CancellationToken cancellationToken = default);
}

public sealed record StoredModel(ModelManifest Manifest, string Folder);
