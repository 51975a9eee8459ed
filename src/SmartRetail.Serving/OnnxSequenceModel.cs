using System.Buffers;
using System.Collections.Frozen;
using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Serving;

/// <summary>
/// A model artifact in memory: the encoder as an ONNX Runtime session, the product matrix as one array. Thread-safe;
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
    private readonly float[] _matrix;
    private readonly float[] _norms;
    private readonly float[] _scales;
    private readonly int _dimensions;
    private readonly int _maxLength;

    public OnnxSequenceModel(ModelManifest manifest, InferenceSession encoder, ProductId[] products, float[] matrix)
    {
        Version = new(manifest.Version);
        Shares = manifest.Shares ?? ScoreShares.Default;
        _encoder = encoder;
        _products = products;
        _items = products.Select(KeyValuePair.Create).ToFrozenDictionary();
        _matrix = matrix;
        _dimensions = manifest.Dimensions;
        _maxLength = manifest.MaxLength;
        _norms = [.. Enumerable.Range(0, products.Length).Select(item => TensorPrimitives.Norm<float>(Row(item)))];
        _scales = manifest.IsCosine ? [.. _norms.Select(norm => 1 / Math.Max(norm, SmallestNorm))] : [.. _norms.Select(_ => 1f)];
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
        var encodings = ArrayPool<float>.Shared.Rent(sequences.Count * _dimensions);
        try
        {
            Encode(sequences, encodings.AsSpan(0, sequences.Count * _dimensions));
            for (var sequence = 0; sequence < sequences.Count; sequence++)
            {
                var encoding = encodings.AsSpan(sequence * _dimensions, _dimensions);
                var row = logits.Slice(sequence * Items, Items);
                for (var item = 0; item < row.Length; item++)
                {
                    row[item] = TensorPrimitives.Dot(encoding, Row(item)) * _scales[item];
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(encodings);
        }
    }

    public void ScoreSimilar(int item, Span<float> cosines)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cosines.Length, Items);
        var row = Row(item);
        for (var other = 0; other < cosines.Length; other++)
        {
            var norms = _norms[item] * _norms[other];
            cosines[other] = norms > 0 ? TensorPrimitives.Dot(row, Row(other)) / norms : 0;
        }
    }

    private ReadOnlySpan<float> Row(int item) => _matrix.AsSpan(item * _dimensions, _dimensions);

    private void Encode(IReadOnlyList<InteractionSequence> sequences, Span<float> encodings)
    {
        // The true length, not the longest the model takes: most histories are short, and time grows with length.
        var length = Math.Clamp(sequences.Max(sequence => sequence.Length), 1, _maxLength);
        var rows = new float[sequences.Count * length * _dimensions];
        var kinds = new long[sequences.Count * length];
        for (var at = 0; at < sequences.Count; at++)
        {
            var newest = sequences[at].Newest(length);
            var first = ((at + 1) * length) - newest.Length;
            for (var step = 0; step < newest.Length; step++)
            {
                Row(newest.Items.Span[step]).CopyTo(rows.AsSpan((first + step) * _dimensions));
                kinds[first + step] = newest.Kinds.IsEmpty ? UnknownKind : newest.Kinds.Span[step];
            }
        }

        using var rowsInput = OrtValue.CreateTensorValueFromMemory(rows, [sequences.Count, length, _dimensions]);
        using var kindsInput = OrtValue.CreateTensorValueFromMemory(kinds, [sequences.Count, length]);
        using var run = new RunOptions();
        using var outputs = _encoder.Run(run, InputNames, [rowsInput, kindsInput], OutputNames);
        outputs[0].GetTensorDataAsSpan<float>().CopyTo(encodings);
    }
}
