using System.Security.Cryptography;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Models;

namespace SmartRetail.Storage.Models;

/// <summary>A folder with a manifest and the files that it names, in clear.</summary>
internal static class ArtifactFolder
{
    private static readonly string[] RequiredFiles =
        [ModelManifest.EncoderFile, ModelManifest.VocabularyFile, ModelManifest.MatrixFile];

    /// <exception cref="InvalidDataException">A file is missing or does not match its digest.</exception>
    public static async Task<ModelManifest> VerifyAsync(
        StoreId store, string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, ModelManifest.ManifestFile);
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{folder} has no {ModelManifest.ManifestFile}");
        }

        var manifest = ModelManifest.FromJson(await File.ReadAllBytesAsync(path, cancellationToken));
        if (manifest.Store != store.Value)
        {
            throw new InvalidDataException($"{folder} is a model of store '{manifest.Store}', not of '{store}'");
        }

        if (RequiredFiles.FirstOrDefault(file => !manifest.Sha256.ContainsKey(file)) is { } unlisted)
        {
            throw new InvalidDataException($"{path} has no digest of {unlisted}");
        }

        foreach (var (file, digest) in manifest.Sha256)
        {
            await VerifyFileAsync(folder, file, digest, cancellationToken);
        }

        return manifest;
    }

    /// <summary>The manifest is input: a name in it must not lead out of the folder.</summary>
    public static void CheckName(string file)
    {
        if (file != Path.GetFileName(file) || file is "" or "." or "..")
        {
            throw new InvalidDataException($"'{file}' in {ModelManifest.ManifestFile} is not a file name");
        }
    }

    private static async Task VerifyFileAsync(
        string folder, string file, string digest, CancellationToken cancellationToken)
    {
        CheckName(file);
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{path} is missing");
        }

        await using var content = File.OpenRead(path);
        var found = Convert.ToHexString(await SHA256.HashDataAsync(content, cancellationToken));
        if (!string.Equals(found, digest, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException($"{path} has digest {found}; the manifest says {digest}");
        }
    }
}
