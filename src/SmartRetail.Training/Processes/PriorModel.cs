using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Processes;

/// <summary>A published model that a fit may begin with.</summary>
internal sealed record PriorModel(ModelManifest Manifest, PriorParameters Parameters)
{
    private static readonly ImmutableArray<string> Shape =
        ["dimensions", "maxLength", "layers", "heads", "hidden", "window", "horizontalFilters", "verticalFilters", "temperature"];

    /// <summary>
    /// Reads a model; null, with the reason on the error stream, where it does not verify or is from before the network's
    /// parameters were kept. Then the fit begins with chance, as every other worker's does.
    /// </summary>
    public static async Task<PriorModel?> OpenAsync(
        StoreId store, ModelVersion version, IModelStore models, CancellationToken cancellationToken)
    {
        try
        {
            using var stored = await models.OpenAsync(store, new(version), cancellationToken)
                ?? throw new InvalidDataException($"model {version} is not in the model store");
            if (!stored.Manifest.Sha256.ContainsKey(ModelManifest.NetworkFile))
            {
                throw new InvalidDataException($"model {version} has no {ModelManifest.NetworkFile}");
            }

            var products = await File.ReadAllLinesAsync(Path.Combine(stored.Folder, ModelManifest.VocabularyFile), cancellationToken);
            return new(stored.Manifest, new(
                new ItemVocabulary(products.Select(product => new ProductId(product))),
                await ReadAsync(stored, ModelManifest.MatrixFile, cancellationToken),
                await ReadAsync(stored, ModelManifest.NetworkFile, cancellationToken)));
        }
        catch (Exception error) when (error is ArtifactRefusedException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"The fit begins with chance: {error.Message}");
            return null;
        }
    }

    /// <summary>Returns the model if a network of the shape and options can go on from it; else null.</summary>
    public static PriorModel? WhereItFits(PriorModel? prior, ISequenceEncoder encoder, FitOptions options)
    {
        var wanted = options.ToHyperParameters();
        return prior is not null
            && prior.Manifest.Architecture == encoder.Architecture
            && Shape.All(name => prior.Manifest.HyperParameters.TryGetValue(name, out var value) && value == wanted[name])
            && prior.Parameters.Fits(encoder.Layout)
            ? prior
            : null;
    }

    private static async Task<float[]> ReadAsync(StoredModel stored, string file, CancellationToken cancellationToken) =>
        MemoryMarshal.Cast<byte, float>(
            await File.ReadAllBytesAsync(Path.Combine(stored.Folder, file), cancellationToken)).ToArray();
}
