using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Recommender.Models;
using SmartRetail.Storage.Models.Protection;

namespace SmartRetail.Storage.Models;

/// <summary>
/// Sealed artifacts as folders of one machine. A version appears by one rename, after its files and their names are on the
/// disk, so a crash leaves a published model whole or not there.
/// </summary>
internal sealed class FolderModelStore(ModelFolders folders, ModelKeyring keyring) : IModelStore
{
    private readonly ArtifactProtector _protector = new(keyring);

    public string GetStagingFolder(StoreId store, TrainingRunId run, string worker) =>
        Directory.CreateDirectory(folders.Staging(store, run, worker)).FullName;

    public async Task StageAsync(
        StoreId store, TrainingRunId run, string worker, string folder, CancellationToken cancellationToken)
    {
        var staging = folders.Staging(store, run, worker);
        var manifest = await ArtifactFolder.VerifyAsync(store, folder, cancellationToken);
        var incoming = folders.Incoming();
        await _protector.SealAsync(store, manifest, folder, incoming, cancellationToken);
        DurableFiles.FlushFolder(incoming);

        // What is in clear is gone before the sealed artifact takes the place.
        ModelFolders.DeleteIfThere(folder);
        ModelFolders.DeleteIfThere(staging);
        Directory.CreateDirectory(Path.GetDirectoryName(staging)!);
        Directory.Move(incoming, staging);
        DurableFiles.FlushFolder(Path.GetDirectoryName(staging)!);
    }

    public async Task<ModelManifest> PublishAsync(
        StoreId store, ModelRelease release, TrainingRunId run, string worker, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(release.Version.Value, 1);
        var folder = folders.Published(store, release.Version);
        var staging = folders.Staging(store, run, worker);

        // A publisher that died between the rename and its own record asks again, and the staged folder is gone.
        if (!Directory.Exists(staging) &&
            await FindAsync(store, release with { Epoch = 0 }, cancellationToken) is { } published)
        {
            return published;
        }

        if (Directory.Exists(folder))
        {
            throw new InvalidOperationException($"Store {store} has a model {release.Version} already");
        }

        if (await ReadAsync(store, staging, cancellationToken) is not { } staged)
        {
            throw new InvalidDataException($"{staging} has no staged model");
        }

        await WriteSealAsync(staging, _protector.Reseal(staged.Seal, release), cancellationToken);
        var parent = Path.GetDirectoryName(folder)!;
        Directory.CreateDirectory(parent);
        Directory.Move(staging, folder);
        DurableFiles.FlushFolder(parent);
        DurableFiles.FlushFolder(folders.Root);
        return staged.Manifest with { Version = release.Version.Value };
    }

    public async Task<ModelManifest?> FindAsync(
        StoreId store, ModelRelease release, CancellationToken cancellationToken) =>
        (await FindSealedAsync(store, release, cancellationToken))?.Manifest;

    public async Task<StoredModel?> OpenAsync(
        StoreId store, ModelRelease release, CancellationToken cancellationToken)
    {
        if (await FindSealedAsync(store, release, cancellationToken) is not var (seal, manifest))
        {
            return null;
        }

        var clear = folders.Opened();
        await _protector.OpenAsync(seal, folders.Published(store, release.Version), clear, cancellationToken);
        return new(manifest, clear) { Release = () => ModelFolders.TryDelete(clear) };
    }

    public async Task<bool> RewrapAsync(StoreId store, ModelRelease release, CancellationToken cancellationToken)
    {
        if (await FindSealedAsync(store, release with { Epoch = 0 }, cancellationToken) is not var (seal, _))
        {
            return false;
        }

        await WriteSealAsync(
            folders.Published(store, release.Version), _protector.Reseal(seal, release), cancellationToken);
        return true;
    }

    public Task DiscardAsync(StoreId store, TrainingRunId run, CancellationToken cancellationToken)
    {
        var staging = folders.Staging(store, run);
        return Task.Run(() => ModelFolders.DeleteIfThere(staging), cancellationToken);
    }

    private async Task<(ArtifactSeal Seal, ModelManifest Manifest)?> FindSealedAsync(
        StoreId store, ModelRelease release, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(store, folders.Published(store, release.Version), cancellationToken);
        if (found is var (seal, _))
        {
            ArtifactProtector.CheckRelease(seal, release);
        }

        return found;
    }

    private async Task<(ArtifactSeal Seal, ModelManifest Manifest)?> ReadAsync(
        StoreId store, string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        return _protector.Verify(
            store,
            await SealedFolder.ReadAsync(folder, ArtifactSeal.FileName, cancellationToken),
            await SealedFolder.ReadAsync(folder, ModelManifest.ManifestFile, cancellationToken));
    }

    private static async Task WriteSealAsync(string folder, byte[] seal, CancellationToken cancellationToken)
    {
        await DurableFiles.WriteAsync(Path.Combine(folder, ArtifactSeal.FileName), seal, cancellationToken);
        DurableFiles.FlushFolder(folder);
    }
}
