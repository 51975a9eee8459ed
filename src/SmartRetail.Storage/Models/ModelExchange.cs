using System.Buffers.Binary;
using System.Security.Cryptography;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Recommender.Models;
using SmartRetail.Storage.Models.Protection;

namespace SmartRetail.Storage.Models;

/// <summary>
/// Carries models between clusters in one file: encrypted for the receiver, whose key file alone opens it, and signed by the
/// sender, whom the receiver names. The file is a header (its length in four bytes, then the signed statement) and the sealed
/// files, one behind the other in the order of their names.
/// </summary>
public sealed class ModelExchange
{
    private const int DataKeySize = 32;
    private const int MaxHeader = 4 * 1_048_576;

    private readonly IModelStore _models;
    private readonly ModelFolders _folders;
    private readonly ModelKeyring _keyring;

    internal ModelExchange(IModelStore models, ModelFolders folders, ModelKeyring keyring) =>
        (_models, _folders, _keyring) = (models, folders, keyring);

    /// <summary>What other clusters have to know of this one: public keys alone.</summary>
    public ModelIdentity Identity => ModelIdentity.Of(_keyring.Keys);

    /// <summary>Writes a published version to a file; false when there is none.</summary>
    /// <exception cref="ArtifactRefusedException">It does not verify.</exception>
    public async Task<bool> ExportAsync(
        StoreId store, ModelVersion version, ModelIdentity receiver, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        using var stored = await _models.OpenAsync(store, new ModelRelease(version), cancellationToken);
        if (stored is null)
        {
            return false;
        }

        var sealedFolder = _folders.Incoming();
        var dataKey = RandomNumberGenerator.GetBytes(DataKeySize);
        try
        {
            var files = await SealedFiles.SealAsync(
                stored.Manifest.Sha256.Keys, stored.Folder, sealedFolder, dataKey, cancellationToken);
            var (exchanged, ephemeral) = ExchangeKey.For(receiver.Exchange);
            var export = new ModelExport
            {
                Store = store.Value,
                Artifact = Guid.NewGuid().ToString("N"),
                Manifest = stored.Manifest.ToJson(),
                Files = files,
                Receiver = receiver.ExchangeId,
                Ephemeral = ephemeral,
                Key = new("", []),
            };
            export = export with { Key = WrappedKey.Wrap(export.Receiver, exchanged, dataKey, export.Context) };
            await WriteAsync(path, export.Sign(_keyring.Signer), files.Keys.Select(file => Path.Combine(sealedFolder, file)), cancellationToken);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
            ModelFolders.DeleteIfThere(sealedFolder);
        }
    }

    /// <summary>
    /// Stages the model of a file for a store, which may have another name here, and returns the run to publish it under.
    /// </summary>
    /// <exception cref="ArtifactRefusedException">It is not from the sender, not for this cluster, or not whole.</exception>
    public async Task<TrainingRunId> ImportAsync(
        StoreId store, ModelIdentity sender, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sender);
        await using var input = File.OpenRead(path);
        var export = ModelExport.Verify(await ReadHeaderAsync(input, cancellationToken), sender.FindSigner);
        var dataKey = DataKeyOf(export);
        var run = ModelImport.NewRun();
        var clear = _models.GetStagingFolder(store, run, ModelImport.Worker);
        var sealedFolder = _folders.Incoming();
        try
        {
            foreach (var (file, content) in export.Files)
            {
                ArtifactFolder.CheckName(file);
                await CopyAsync(input, Path.Combine(sealedFolder, file), content.Length, cancellationToken);
            }

            Directory.Delete(clear);
            await SealedFiles.OpenAsync(export.Files, sealedFolder, clear, dataKey, cancellationToken);
            var manifest = ModelManifest.FromJson(export.Manifest) with { Store = store.Value, Version = 0, Run = run.Value };
            await DurableFiles.WriteAsync(
                Path.Combine(clear, ModelManifest.ManifestFile), manifest.ToJson(), cancellationToken);
            await _models.StageAsync(store, run, ModelImport.Worker, clear, cancellationToken);
            return run;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
            ModelFolders.DeleteIfThere(sealedFolder);
        }
    }

    private byte[] DataKeyOf(ModelExport export)
    {
        if (export.Receiver != Identity.ExchangeId)
        {
            throw new ArtifactRefusedException(
                ArtifactRefusal.KeyUnknown,
                $"it was exported for the key '{export.Receiver}'; this cluster's is '{Identity.ExchangeId}'");
        }

        try
        {
            return export.Key.Unwrap(ExchangeKey.Find(_keyring.Keys.Exchange.Key, export.Ephemeral), export.Context);
        }
        catch (CryptographicException error)
        {
            throw new ArtifactRefusedException(ArtifactRefusal.Torn, "its data key does not open", error);
        }
    }

    private static async Task WriteAsync(
        string path, byte[] header, IEnumerable<string> files, CancellationToken cancellationToken)
    {
        await using var output = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, header.Length);
        await output.WriteAsync(length, cancellationToken);
        await output.WriteAsync(header, cancellationToken);
        foreach (var file in files)
        {
            await using var content = File.OpenRead(file);
            await content.CopyToAsync(output, cancellationToken);
        }

        output.Flush(flushToDisk: true);
    }

    private static async Task<byte[]> ReadHeaderAsync(Stream input, CancellationToken cancellationToken)
    {
        try
        {
            var length = new byte[sizeof(int)];
            await input.ReadExactlyAsync(length, cancellationToken);
            if (BinaryPrimitives.ReadInt32LittleEndian(length) is var size and > 0 and <= MaxHeader)
            {
                var header = new byte[size];
                await input.ReadExactlyAsync(header, cancellationToken);
                return header;
            }
        }
        catch (EndOfStreamException error)
        {
            throw new ArtifactRefusedException(ArtifactRefusal.Torn, "it ends in its header", error);
        }

        throw new ArtifactRefusedException(ArtifactRefusal.Unsealed, "it is no exported model");
    }

    private static async Task CopyAsync(Stream input, string path, long clearLength, CancellationToken cancellationToken)
    {
        await using var output = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[SealedStream.ChunkSize];
        var left = clearLength < 0 ? 0 : SealedStream.LengthOf(clearLength);
        while (left > 0 && await input.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken) is > 0 and var read)
        {
            await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            left -= read;
        }
    }
}
