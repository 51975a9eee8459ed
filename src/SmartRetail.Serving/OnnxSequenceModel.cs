using System.Buffers;
using System.Collections.Frozen;
using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Serving.TopK;

namespace SmartRetail.Serving;

/// <summary>
/// A model artifact in memory: the encoder as an ONNX Runtime session, the product matrix in blocks. Thread-safe;
/// nothing of it changes. The session frees its native memory when the last ranking has let go of the model.
/// </summary>
internal sealed class OnnxSequenceModel : ISequenceModel
{
    private static readonly string[] InputNames = [EncoderGraph.Rows, EncoderGraph.Kinds];

    // As in training: where kinds are not known, all are what most are.
    private const long UnknownKind = (long)InteractionKind.View;
    private const float SmallestNorm = 1e-12f;
    private static readonly string[] OutputNames = [EncoderGraph.Output];

    private readonly InferenceSession _encoder;
    private readonly ProductId[] _products;
    private readonly FrozenDictionary<ProductId, int> _items;
    private readonly ProductMatrix _matrix;
    private readonly AlignedArray<float> _inverseNorms;
    private readonly int _maxLength;

    public OnnxSequenceModel(ModelManifest manifest, InferenceSession encoder, ProductId[] products, float[] matrix)
    {
        Version = new(manifest.Version);
        Shares = manifest.Shares ?? ScoreShares.Default;
        _encoder = encoder;
        _products = products;
        _items = products.Select(KeyValuePair.Create).ToFrozenDictionary();
        _maxLength = manifest.MaxLength;
        _inverseNorms = new(ProductBlocks.CountFor(products.Length) * ProductBlocks.Size);
        var scales = manifest.IsCosine ? new float[products.Length] : [];
        for (var item = 0; item < products.Length; item++)
        {
            var norm = TensorPrimitives.Norm<float>(matrix.AsSpan(item * manifest.Dimensions, manifest.Dimensions));
            _inverseNorms.Span[item] = norm > 0 ? 1 / norm : 0;
            if (manifest.IsCosine)
            {
                scales[item] = 1 / Math.Max(norm, SmallestNorm);
            }
        }

        _matrix = new(matrix, manifest.Dimensions, scales);
    }

    public ModelVersion Version { get; }

    public ScoreShares Shares { get; }

    public int Items => _products.Length;

    public int? FindItem(ProductId product) => _items.TryGetValue(product, out var item) ? item : null;

    public ProductId GetProduct(int item) => _products[item];

    public void Score(IReadOnlyList<InteractionSequence> sequences, Span<float> logits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequences.Count, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(logits.Length, sequences.Count * Items);
        var encodings = ArrayPool<float>.Shared.Rent(sequences.Count * _matrix.Dimensions);
        try
        {
            var encoded = encodings.AsSpan(0, sequences.Count * _matrix.Dimensions);
            Encode(sequences, encoded);
            FloatScan.Score(_matrix, _matrix.Scales, encoded, logits);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(encodings);
        }
    }

    public void ScoreSimilar(int item, Span<float> cosines)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cosines.Length, Items);
        var direction = new float[_matrix.Dimensions];
        TensorPrimitives.Multiply(_matrix.RowOf(item), _inverseNorms.Span[item], direction);
        FloatScan.Score(_matrix, _inverseNorms, direction, cosines);
    }

    private void Encode(IReadOnlyList<InteractionSequence> sequences, Span<float> encodings)
    {
        // The true length, not the longest the model takes: most histories are short, and time grows with length.
        var length = Math.Clamp(sequences.Max(sequence => sequence.Length), 1, _maxLength);
        var rows = new float[sequences.Count * length * _matrix.Dimensions];
        var kinds = new long[sequences.Count * length];
        for (var at = 0; at < sequences.Count; at++)
        {
            var newest = sequences[at].Newest(length);
            var first = ((at + 1) * length) - newest.Length;
            for (var step = 0; step < newest.Length; step++)
            {
                _matrix.RowOf(newest.Items.Span[step]).CopyTo(rows.AsSpan((first + step) * _matrix.Dimensions));
                kinds[first + step] = newest.Kinds.IsEmpty ? UnknownKind : newest.Kinds.Span[step];
            }
        }

        using var rowsInput = OrtValue.CreateTensorValueFromMemory(rows, [sequences.Count, length, _matrix.Dimensions]);
        using var kindsInput = OrtValue.CreateTensorValueFromMemory(kinds, [sequences.Count, length]);
        using var run = new RunOptions();
        using var outputs = _encoder.Run(run, InputNames, [rowsInput, kindsInput], OutputNames);
        outputs[0].GetTensorDataAsSpan<float>().CopyTo(encodings);
    }
}
