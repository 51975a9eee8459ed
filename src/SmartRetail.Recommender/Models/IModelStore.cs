using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Models;

/// <summary>Where model artifacts are kept: folders of files, verified by the digests in their manifests.</summary>
public interface IModelStore
{
    /// <summary>Returns a folder, empty at first, that a run's worker may write an artifact to.</summary>
    string GetStagingFolder(StoreId store, TrainingRunId run, string worker);

    /// <summary>
    /// Verifies the staged artifact and moves it, atomically, to its place under the version; returns the manifest.
    /// </summary>
    /// <exception cref="InvalidDataException">A file is missing or does not match its digest.</exception>
    Task<ModelManifest> PublishAsync(
        StoreId store, ModelVersion version, string stagedArtifact, CancellationToken cancellationToken = default);

    /// <summary>Verifies a published artifact and returns its manifest and folder; null when there is none.</summary>
    /// <exception cref="InvalidDataException">A file is missing or does not match its digest.</exception>
    Task<StoredModel?> OpenAsync(
        StoreId store, ModelVersion version, CancellationToken cancellationToken = default);

    /// <summary>Removes what a run staged and did not publish.</summary>
    Task DiscardAsync(StoreId store, TrainingRunId run, CancellationToken cancellationToken = default);
}

public sealed record StoredModel(ModelManifest Manifest, string Folder);
