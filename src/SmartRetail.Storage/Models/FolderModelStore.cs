using SmartRetail.Contracts;
using SmartRetail.Recommender.Models;

namespace SmartRetail.Storage.Models;

/// <summary>
/// Artifacts as folders: models/&lt;store&gt;/&lt;version&gt; for what is published and models/.staging for what is being
/// written. A version appears by one rename, after its files and their names are on the disk, so a crash leaves a
/// published model whole or not there.
/// </summary>
internal sealed class FolderModelStore(string root) : IModelStore
{
    public string GetStagingFolder(StoreId store, TrainingRunId run, string worker)
    {
        CheckSegment(worker, nameof(worker));
        var folder = Path.Combine(StagingOf(store, run), worker);
        Directory.CreateDirectory(folder);
        return folder;
    }

    public async Task<ModelManifest> PublishAsync(
        StoreId store, ModelVersion version, string stagedArtifact, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version.Value, 1);
        var folder = FolderOf(store, version);

        // A publisher that died between the rename and its own record asks again, and its staged folder is gone.
        if (!Directory.Exists(stagedArtifact) && await OpenAsync(store, version, cancellationToken) is { } published)
        {
            return published.Manifest;
        }

        if (Directory.Exists(folder))
        {
            throw new InvalidOperationException($"Store {store} has a model {version} already");
        }

        var staged = await ArtifactFolder.VerifyAsync(store, stagedArtifact, cancellationToken);
        var manifest = staged with { Version = version.Value };
        await ArtifactFolder.WriteManifestAsync(stagedArtifact, manifest, cancellationToken);
        foreach (var file in Directory.EnumerateFiles(stagedArtifact))
        {
            DurableFiles.FlushFile(file);
        }

        DurableFiles.FlushFolder(stagedArtifact);
        var parent = Path.GetDirectoryName(folder)!;
        Directory.CreateDirectory(parent);
        Directory.Move(stagedArtifact, folder);
        DurableFiles.FlushFolder(parent);
        DurableFiles.FlushFolder(root);
        return manifest;
    }

    public async Task<StoredModel?> OpenAsync(
        StoreId store, ModelVersion version, CancellationToken cancellationToken)
    {
        var folder = FolderOf(store, version);
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
        var staging = StagingOf(store, run);
        return Task.Run(
            () =>
            {
                if (Directory.Exists(staging))
                {
                    Directory.Delete(staging, recursive: true);
                }
            },
            cancellationToken);
    }

    private string FolderOf(StoreId store, ModelVersion version)
    {
        CheckStore(store);
        return Path.Combine(root, store.Value, version.ToString());
    }

    private string StagingOf(StoreId store, TrainingRunId run)
    {
        CheckStore(store);
        CheckSegment(run.Value, nameof(run));
        return Path.Combine(root, ".staging", store.Value, run.Value);
    }

    private static void CheckStore(StoreId store)
    {
        if (StoreId.Check(nameof(store), store.Value) is { } error)
        {
            throw new ArgumentException(error.ToString(), nameof(store));
        }
    }

    // A name that comes from a caller must stay one folder, inside ours.
    private static void CheckSegment(string value, string name)
    {
        if (string.IsNullOrEmpty(value) ||
            value.Length > Identifier.MaxLength ||
            value[0] == '.' ||
            !value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            throw new ArgumentException($"'{value}' cannot name a folder: a-z, A-Z, 0-9, '-', '_' and '.' can", name);
        }
    }
}
