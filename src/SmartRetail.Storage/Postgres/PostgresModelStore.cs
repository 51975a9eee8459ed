using System.Data;
using Npgsql;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Recommender.Models;
using SmartRetail.Storage.Models;
using SmartRetail.Storage.Models.Protection;

namespace SmartRetail.Storage.Postgres;

/// <summary>
/// Sealed artifacts in the database, so that every machine has them, and beside it a folder with those that were opened here,
/// sealed too. The folder is a copy: what does not verify in it is fetched again.
/// </summary>
internal sealed class PostgresModelStore(PostgresPool pool, ModelFolders folders, ModelKeyring keyring) : IModelStore, IDisposable
{
    private readonly ArtifactProtector _protector = new(keyring);
    private readonly SemaphoreSlim _fetching = new(1);

    public string GetStagingFolder(StoreId store, TrainingRunId run, string worker) =>
        Directory.CreateDirectory(folders.Staging(store, run, worker)).FullName;

    public async Task StageAsync(
        StoreId store, TrainingRunId run, string worker, string folder, CancellationToken cancellationToken)
    {
        _ = folders.Staging(store, run, worker);
        var manifest = await ArtifactFolder.VerifyAsync(store, folder, cancellationToken);
        var incoming = folders.Incoming();
        try
        {
            await _protector.SealAsync(store, manifest, folder, incoming, cancellationToken);
            var seal = await SealedFolder.ReadAsync(incoming, ArtifactSeal.FileName, cancellationToken);
            await pool.InTransactionAsync(
                IsolationLevel.ReadCommitted,
                async connection =>
                {
                    await connection.ExecuteAsync(
                        """
                        DELETE FROM model_artifact WHERE store = $1 AND run = $2 AND worker = $3 AND version IS NULL
                        """,
                        cancellationToken, store.Value, run.Value, worker);
                    var artifact = await connection.ScalarAsync<long>(
                        """
                        INSERT INTO model_artifact (store, run, worker, manifest, seal) VALUES ($1, $2, $3, $4, $5) RETURNING id
                        """,
                        cancellationToken, store.Value, run.Value, worker, manifest.ToJson(), seal);
                    foreach (var file in manifest.Sha256.Keys)
                    {
                        await ModelChunks.WriteAsync(
                            connection, artifact!.Value, Path.Combine(incoming, file), cancellationToken);
                    }

                    return artifact;
                },
                cancellationToken);
        }
        finally
        {
            ModelFolders.DeleteIfThere(incoming);
        }

        Directory.Delete(folder, recursive: true);
    }

    public async Task<ModelManifest> PublishAsync(
        StoreId store, ModelRelease release, TrainingRunId run, string worker, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(release.Version.Value, 1);
        try
        {
            return await pool.InTransactionAsync(
                IsolationLevel.ReadCommitted,
                connection => PublishAsync(connection, store, release, run, worker, cancellationToken),
                cancellationToken);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new InvalidOperationException($"Store {store} has a model {release.Version} already", error);
        }
    }

    public async Task<ModelManifest?> FindAsync(
        StoreId store, ModelRelease release, CancellationToken cancellationToken) =>
        await FindArtifactAsync(store, release.Version, cancellationToken) is { } artifact
            ? Verify(store, release, artifact).Manifest
            : null;

    public async Task<StoredModel?> OpenAsync(
        StoreId store, ModelRelease release, CancellationToken cancellationToken)
    {
        if (await FindArtifactAsync(store, release.Version, cancellationToken) is not { } artifact)
        {
            return null;
        }

        var (seal, manifest) = Verify(store, release, artifact);
        var folder = folders.Published(store, release.Version);
        await _fetching.WaitAsync(cancellationToken);
        try
        {
            if (await TryOpenAsync(seal, folder, cancellationToken) is not { } clear)
            {
                await FetchAsync(seal, artifact, folder, cancellationToken);
                clear = folders.Opened();
                await _protector.OpenAsync(seal, folder, clear, cancellationToken);
            }

            return new(manifest, clear) { Release = () => ModelFolders.TryDelete(clear) };
        }
        finally
        {
            _fetching.Release();
        }
    }

    public Task<bool> RewrapAsync(StoreId store, ModelRelease release, CancellationToken cancellationToken) =>
        pool.InTransactionAsync(
            IsolationLevel.ReadCommitted,
            async connection =>
            {
                var found = await connection.QueryAsync(
                    "SELECT id, version, manifest, seal FROM model_artifact WHERE store = $1 AND version = $2 FOR UPDATE",
                    Artifact.Read, cancellationToken, store.Value, release.Version.Value);
                if (found is not [var artifact])
                {
                    return false;
                }

                await connection.ExecuteAsync(
                    "UPDATE model_artifact SET seal = $1 WHERE id = $2",
                    cancellationToken,
                    _protector.Reseal(Verify(store, release with { Epoch = 0 }, artifact).Seal, release),
                    artifact.Id);
                return true;
            },
            cancellationToken);

    public async Task DiscardAsync(StoreId store, TrainingRunId run, CancellationToken cancellationToken)
    {
        ModelFolders.DeleteIfThere(folders.Staging(store, run));
        await pool.RunAsync(
            connection => connection.ExecuteAsync(
                "DELETE FROM model_artifact WHERE store = $1 AND run = $2 AND version IS NULL",
                cancellationToken, store.Value, run.Value),
            cancellationToken);
    }

    public void Dispose() => _fetching.Dispose();

    private async Task<ModelManifest> PublishAsync(
        NpgsqlConnection connection,
        StoreId store,
        ModelRelease release,
        TrainingRunId run,
        string worker,
        CancellationToken cancellationToken)
    {
        var found = await connection.QueryAsync(
            "SELECT id, version, manifest, seal FROM model_artifact WHERE store = $1 AND run = $2 AND worker = $3 FOR UPDATE",
            Artifact.Read, cancellationToken, store.Value, run.Value, worker);
        if (found is not [var artifact])
        {
            throw new InvalidDataException($"{worker} of run {run} has staged no model of store {store}");
        }

        if (artifact.Version is { } given)
        {
            return given == release.Version.Value
                ? Verify(store, release with { Epoch = 0 }, artifact).Manifest
                : throw new InvalidOperationException(
                    $"The model of run {run} is published as {given}, not as {release.Version}");
        }

        var (seal, manifest) = _protector.Verify(store, artifact.Seal, artifact.Manifest);
        await connection.ExecuteAsync(
            "UPDATE model_artifact SET version = $1, seal = $2 WHERE id = $3",
            cancellationToken, release.Version.Value, _protector.Reseal(seal, release), artifact.Id);
        return manifest with { Version = release.Version.Value };
    }

    private async Task<Artifact?> FindArtifactAsync(
        StoreId store, ModelVersion version, CancellationToken cancellationToken) =>
        await pool.QueryAsync(
            "SELECT id, version, manifest, seal FROM model_artifact WHERE store = $1 AND version = $2",
            Artifact.Read, cancellationToken, store.Value, version.Value) is [var artifact]
            ? artifact
            : null;

    private (ArtifactSeal Seal, ModelManifest Manifest) Verify(StoreId store, ModelRelease release, Artifact artifact)
    {
        var found = _protector.Verify(store, artifact.Seal, artifact.Manifest);
        ArtifactProtector.CheckRelease(found.Seal, release);
        return found;
    }

    /// <summary>Opens the copy in a folder of this machine; null when it is none of this artifact.</summary>
    private async Task<string?> TryOpenAsync(ArtifactSeal seal, string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        try
        {
            var clear = folders.Opened();
            await _protector.OpenAsync(seal, folder, clear, cancellationToken);
            return clear;
        }
        catch (ArtifactRefusedException error) when (error.Refusal == ArtifactRefusal.Torn)
        {
            return null;
        }
    }

    private async Task FetchAsync(
        ArtifactSeal seal, Artifact artifact, string folder, CancellationToken cancellationToken)
    {
        var incoming = folders.Incoming();
        await pool.RunAsync(
            async connection =>
            {
                foreach (var file in seal.Files.Keys)
                {
                    ArtifactFolder.CheckName(file);
                    await ModelChunks.ReadAsync(connection, artifact.Id, Path.Combine(incoming, file), cancellationToken);
                }

                return artifact.Id;
            },
            cancellationToken);
        ModelFolders.DeleteIfThere(folder);
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        Directory.Move(incoming, folder);
    }

    private sealed record Artifact(long Id, int? Version, byte[] Manifest, byte[] Seal)
    {
        public static Artifact Read(NpgsqlDataReader row) => new(
            row.GetInt64(0),
            row.GetOrNull<int>(1),
            row.GetFieldValue<byte[]>(2),
            row.IsDBNull(3) ? [] : row.GetFieldValue<byte[]>(3));
    }
}
