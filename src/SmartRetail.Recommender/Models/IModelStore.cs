using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;

namespace SmartRetail.Recommender.Models;

/// <summary>
/// Where model artifacts are kept: encrypted, and signed with a key of the cluster. A worker writes one to a folder of its
/// machine and stages it, which seals it; any silo may then publish it, and every silo open it.
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
    /// Gives a staged artifact its version and a seal of the epoch, atomically, and returns the manifest; the same call again
    /// returns the same.
    /// </summary>
    /// <exception cref="InvalidDataException">
    /// The worker has staged nothing, or a file is missing or does not match its digest.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another artifact has the version.</exception>
    Task<ModelManifest> PublishAsync(
        StoreId store,
        ModelRelease release,
        TrainingRunId run,
        string worker,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Verifies the seal of a published artifact, without reading its files, and returns the manifest; null when there is
    /// none.
    /// </summary>
    /// <exception cref="ArtifactRefusedException">It does not verify.</exception>
    Task<ModelManifest?> FindAsync(StoreId store, ModelRelease release, CancellationToken cancellationToken = default);

    /// <summary>Verifies and decrypts a published artifact; null when there is none. The caller disposes of it.</summary>
    /// <exception cref="ArtifactRefusedException">Something of it does not verify; nothing is left of it in clear.</exception>
    Task<StoredModel?> OpenAsync(StoreId store, ModelRelease release, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives a published artifact a seal of the epoch, with its data key wrapped by the newest key of the key file; false
    /// when there is none. Its files stay as they are.
    /// </summary>
    /// <exception cref="ArtifactRefusedException">Its present seal does not verify.</exception>
    Task<bool> RewrapAsync(StoreId store, ModelRelease release, CancellationToken cancellationToken = default);

    /// <summary>Removes what a run staged and did not publish.</summary>
    Task DiscardAsync(StoreId store, TrainingRunId run, CancellationToken cancellationToken = default);
}
