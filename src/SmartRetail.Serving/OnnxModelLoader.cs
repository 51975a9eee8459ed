using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Partitions;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Serving.Partitions;
using SmartRetail.Serving.Scoring;

namespace SmartRetail.Serving;

/// <summary>Loads artifacts that the model store has verified, checks that their parts fit, and warms them up.</summary>
internal sealed class OnnxModelLoader(
    IOptions<ServingOptions> options, BatchMeter meter, IPartReader? parts = null) : IModelLoader
{
    public async Task<ISequenceModel> LoadAsync(StoredModel stored, CancellationToken cancellationToken)
    {
        var (manifest, folder) = stored;
        var products = await File.ReadAllLinesAsync(
            Path.Combine(folder, ModelManifest.VocabularyFile), cancellationToken);
        var matrix = Path.Combine(folder, ModelManifest.MatrixFile);
        var bytes = new FileInfo(matrix).Length;
        if (products.Length != manifest.Items || bytes != (long)manifest.Items * manifest.Dimensions * sizeof(float))
        {
            throw new InvalidDataException(
                $"model {manifest.Version} of store {manifest.Store} has {products.Length} products and {bytes} " +
                $"matrix bytes; its manifest says {manifest.Items} products of {manifest.Dimensions} dimensions");
        }

        var encoder = Open(Path.Combine(folder, ModelManifest.EncoderFile));
        ISequenceModel model;
        try
        {
            ProductId[] ids = [.. products.Select(product => new ProductId(product))];
            model = manifest.Items > options.Value.ProductsPerSilo && manifest.IsCosine && parts is not null
                ? Split(manifest, encoder, ids, matrix, parts)
                : new OnnxSequenceModel(
                    manifest,
                    encoder,
                    ids,
                    MemoryMarshal.Cast<byte, float>(await File.ReadAllBytesAsync(matrix, cancellationToken)).ToArray(),
                    options.Value,
                    meter);
        }
        catch (ArgumentException error)
        {
            encoder.Dispose();
            throw new InvalidDataException($"{ModelManifest.MatrixFile} cannot be ranked with: {error.Message}", error);
        }

        WarmUp(model, manifest);
        return model;
    }

    private PartedModel Split(
        ModelManifest manifest, InferenceSession encoder, ProductId[] products, string matrix, IPartReader parts)
    {
        var rows = new MappedRows(matrix, manifest.Items, manifest.Dimensions);
        return new(
            manifest,
            new OnnxEncoder(encoder, rows, manifest.MaxLength),
            products,
            rows,
            parts,
            options.Value.ProductsPerSilo);
    }

    private InferenceSession Open(string path)
    {
        using var session = new SessionOptions
        {
            IntraOpNumThreads = options.Value.ThreadsPerCall,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        };

        // Threads that spin between calls take the cores from everything else in the silo.
        session.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            return new(path, session);
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidDataException($"{ModelManifest.EncoderFile} cannot be loaded: {error.Message}", error);
        }
    }

    // The first runs allocate and choose kernels; they must not be a customer's. Also finds an encoder whose output
    // does not fit the matrix before it ranks.
    private static void WarmUp(ISequenceModel model, ModelManifest manifest)
    {
        var logits = new float[model.Items];
        foreach (var length in new[] { 1, manifest.MaxLength })
        {
            model.Score([InteractionSequence.Of([.. Enumerable.Range(0, length).Select(step => step % model.Items)])], logits);
            if (!float.IsFinite(logits[0]))
            {
                throw new InvalidDataException($"model {manifest.Version} of store {manifest.Store} scores {logits[0]}");
            }
        }
    }
}
