using System.Data;
using Npgsql;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Models;
using SmartRetail.Storage.Models;

namespace SmartRetail.Storage.Postgres;

/// <summary>
/// Artifacts in the database, so that every machine has them, and beside it a folder with those that were opened here.
/// The folder is a copy: what does not verify in it is fetched again.
/// </summary>
internal sealed class PostgresModelStore(PostgresPool pool, ModelFolders folders) : IModelStore, IDisposable
{
    private readonly SemaphoreSlim _fetching = new(1);

    public string GetStagingFolder(StoreId store, TrainingRunId run, string worker) =>
        Directory.CreateDirectory(folders.Staging(store, run, worker)).FullName;

    public async Task StageAsync(
        StoreId store, TrainingRunId run, string worker, string folder, CancellationToken cancellationToken)
    {
        _ = folders.Staging(store, run, worker);
        var manifest = await ArtifactFolder.VerifyAsync(store, folder, cancellationToken);
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
                    INSERT INTO model_artifact (store, run, worker, manifest) VALUES ($1, $2, $3, $4) RETURNING id
                    """,
                    cancellationToken, store.Value, run.Value, worker, manifest.ToJson());
                foreach (var file in manifest.Sha256.Keys)
                {
                    await ModelChunks.WriteAsync(
                        connection, artifact!.Value, Path.Combine(folder, file), cancellationToken);
                }

                return artifact;
            },
            cancellationToken);
        Directory.Delete(folder, recursive: true);
    }

    public async Task<ModelManifest> PublishAsync(
        StoreId store, ModelVersion version, TrainingRunId run, string worker, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version.Value, 1);
        try
        {
            return await pool.InTransactionAsync(
                IsolationLevel.ReadCommitted,
                connection => PublishAsync(connection, store, version, run, worker, cancellationToken),
                cancellationToken);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new InvalidOperationException($"Store {store} has a model {version} already", error);
        }
    }

    public async Task<StoredModel?> OpenAsync(
        StoreId store, ModelVersion version, CancellationToken cancellationToken)
    {
        var found = await pool.QueryAsync(
            "SELECT id, version, manifest FROM model_artifact WHERE store = $1 AND version = $2",
            Artifact.Read, cancellationToken, store.Value, version.Value);
        if (found is not [var artifact])
        {
            return null;
        }

        var folder = folders.Published(store, version);
        await _fetching.WaitAsync(cancellationToken);
        try
        {
            return await FindCopyAsync(store, artifact, folder, cancellationToken)
                ?? await FetchAsync(store, artifact, folder, cancellationToken);
        }
        finally
        {
            _fetching.Release();
        }
    }

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

    private static async Task<ModelManifest> PublishAsync(
        NpgsqlConnection connection,
        StoreId store,
        ModelVersion version,
        TrainingRunId run,
        string worker,
        CancellationToken cancellationToken)
    {
        var found = await connection.QueryAsync(
            "SELECT id, version, manifest FROM model_artifact WHERE store = $1 AND run = $2 AND worker = $3 FOR UPDATE",
            Artifact.Read, cancellationToken, store.Value, run.Value, worker);
        if (found is not [var artifact])
        {
            throw new InvalidDataException($"{worker} of run {run} has staged no model of store {store}");
        }

        if (artifact.Version is { } given)
        {
            return given == version.Value
                ? artifact.Manifest
                : throw new InvalidOperationException($"The model of run {run} is published as {given}, not as {version}");
        }

        var manifest = artifact.Manifest with { Version = version.Value };
        await connection.ExecuteAsync(
            "UPDATE model_artifact SET version = $1, manifest = $2 WHERE id = $3",
            cancellationToken, version.Value, manifest.ToJson(), artifact.Id);
        return manifest;
    }

    private static async Task<StoredModel?> FindCopyAsync(
        StoreId store, Artifact artifact, string folder, CancellationToken cancellationToken)
    {
        try
        {
            var copy = await ArtifactFolder.VerifyAsync(store, folder, cancellationToken);
            return copy.ToJson().AsSpan().SequenceEqual(artifact.Manifest.ToJson()) ? new(copy, folder) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private async Task<StoredModel> FetchAsync(
        StoreId store, Artifact artifact, string folder, CancellationToken cancellationToken)
    {
        var incoming = folders.Incoming();
        await ArtifactFolder.WriteManifestAsync(incoming, artifact.Manifest, cancellationToken);
        await pool.RunAsync(
            async connection =>
            {
                foreach (var file in artifact.Manifest.Sha256.Keys)
                {
                    ArtifactFolder.CheckName(file);
                    await ModelChunks.ReadAsync(connection, artifact.Id, Path.Combine(incoming, file), cancellationToken);
                }

                return artifact.Id;
            },
            cancellationToken);
        var manifest = await ArtifactFolder.VerifyAsync(store, incoming, cancellationToken);
        ModelFolders.DeleteIfThere(folder);
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        Directory.Move(incoming, folder);
        return new(manifest, folder);
    }

    private sealed record Artifact(long Id, int? Version, ModelManifest Manifest)
    {
        public static Artifact Read(NpgsqlDataReader row) =>
            new(row.GetInt64(0), row.GetOrNull<int>(1), ModelManifest.FromJson(row.GetFieldValue<byte[]>(2)));
    }
}
