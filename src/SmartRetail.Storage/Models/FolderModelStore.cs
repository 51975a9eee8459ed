using SmartRetail.Contracts;
using SmartRetail.Recommender.Models;

namespace SmartRetail.Storage.Models;

/// <summary>
/// Artifacts as folders of one machine. A version appears by one rename, after its files and their names are on the disk,
/// so a crash leaves a published model whole or not there.
/// </summary>
internal sealed class FolderModelStore(ModelFolders folders) : IModelStore
{
    public string GetStagingFolder(StoreId store, TrainingRunId run, string worker) =>
        Directory.CreateDirectory(folders.Staging(store, run, worker)).FullName;

    public async Task StageAsync(
        StoreId store, TrainingRunId run, string worker, string folder, CancellationToken cancellationToken)
    {
        var staging = folders.Staging(store, run, worker);
        await ArtifactFolder.VerifyAsync(store, folder, cancellationToken);
        if (Path.GetFullPath(folder) != Path.GetFullPath(staging))
        {
            ModelFolders.DeleteIfThere(staging);
            Directory.CreateDirectory(Path.GetDirectoryName(staging)!);
            Directory.Move(folder, staging);
        }

        foreach (var file in Directory.EnumerateFiles(staging))
        {
            DurableFiles.FlushFile(file);
        }

        DurableFiles.FlushFolder(staging);
    }

    public async Task<ModelManifest> PublishAsync(
        StoreId store, ModelVersion version, TrainingRunId run, string worker, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version.Value, 1);
        var folder = folders.Published(store, version);
        var staging = folders.Staging(store, run, worker);

        // A publisher that died between the rename and its own record asks again, and the staged folder is gone.
        if (!Directory.Exists(staging) && await OpenAsync(store, version, cancellationToken) is { } published)
        {
            return published.Manifest;
        }

        if (Directory.Exists(folder))
        {
            throw new InvalidOperationException($"Store {store} has a model {version} already");
        }

        var staged = await ArtifactFolder.VerifyAsync(store, staging, cancellationToken);
        var manifest = staged with { Version = version.Value };
        await ArtifactFolder.WriteManifestAsync(staging, manifest, cancellationToken);
        DurableFiles.FlushFolder(staging);
        var parent = Path.GetDirectoryName(folder)!;
        Directory.CreateDirectory(parent);
        Directory.Move(staging, folder);
        DurableFiles.FlushFolder(parent);
        DurableFiles.FlushFolder(folders.Root);
        return manifest;
    }

    public async Task<StoredModel?> OpenAsync(
        StoreId store, ModelVersion version, CancellationToken cancellationToken)
    {
        var folder = folders.Published(store, version);
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var manifest = await ArtifactFolder.VerifyAsync(store, folder, cancellationToken);
        return manifest.Version == version.Value
            ? new(manifest, folder)
            : throw new InvalidDataException($"{folder} holds version {manifest.Version}, not {version}");
    }

    public Task DiscardAsync(StoreId store, TrainingRunId run, CancellationToken cancellationToken)
    {
        var staging = folders.Staging(store, run);
        return Task.Run(() => ModelFolders.DeleteIfThere(staging), cancellationToken);
    }
}
