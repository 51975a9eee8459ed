using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Artifacts;

/// <summary>
/// Writes a model artifact: each file through to the disk, the manifest with their digests last, so that a folder with
/// a manifest is whole.
/// </summary>
internal static class ArtifactWriter
{
    /// <param name="manifest">The manifest but for its digests.</param>
    public static async Task WriteAsync(
        string folder,
        FittedEncoder fitted,
        ItemVocabulary vocabulary,
        ModelManifest manifest,
        CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var products = string.Concat(vocabulary.Products.Select(product => product.Value + '\n'));
        var files = new Dictionary<string, byte[]>
        {
            [ModelManifest.EncoderFile] = EncoderExport.ToOnnx(fitted),
            [ModelManifest.VocabularyFile] = Encoding.UTF8.GetBytes(products),
            [ModelManifest.MatrixFile] = MemoryMarshal.AsBytes(EncoderExport.ToMatrix(fitted).AsSpan()).ToArray(),
            [ModelManifest.NetworkFile] = MemoryMarshal.AsBytes(PriorParameters.NetworkOf(fitted.Parameters).AsSpan()).ToArray(),
        };
        foreach (var (name, bytes) in files)
        {
            await WriteFileAsync(Path.Combine(folder, name), bytes, cancellationToken);
        }

        var digests = files.ToImmutableSortedDictionary(
            file => file.Key, file => Convert.ToHexStringLower(SHA256.HashData(file.Value)), StringComparer.Ordinal);
        var path = Path.Combine(folder, ModelManifest.ManifestFile);
        await WriteFileAsync(path + ".tmp", (manifest with { Sha256 = digests }).ToJson(), cancellationToken);
        File.Move(path + ".tmp", path, overwrite: true);
    }

    private static async Task WriteFileAsync(string path, byte[] bytes, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        await file.WriteAsync(bytes, cancellationToken);
        file.Flush(flushToDisk: true);
    }
}
