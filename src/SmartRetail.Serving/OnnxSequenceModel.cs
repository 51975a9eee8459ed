using System.Buffers;
using System.Collections.Frozen;
using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Serving;

/// <summary>
/// A model artifact in memory: the encoder as an ONNX Runtime session, the product matrix as one array. Thread-safe;
/// nothing of it changes. The session frees its native memory when the last ranking has let go of the model.
/// </summary>
internal sealed class OnnxSequenceModel : ISequenceModel
{
    private static readonly string[] InputNames = [EncoderGraph.Input];
    private static readonly string[] OutputNames = [EncoderGraph.Output];

    private readonly InferenceSession _encoder;
    private readonly ProductId[] _products;
    private readonly FrozenDictionary<ProductId, int> _items;
    private readonly float[] _matrix;
    private readonly float[] _norms;
    private readonly int _dimensions;
    private readonly int _maxLength;

    public OnnxSequenceModel(ModelManifest manifest, InferenceSession encoder, ProductId[] products, float[] matrix)
    {
        Version = new(manifest.Version);
        _encoder = encoder;
        _products = products;
        _items = products.Select(KeyValuePair.Create).ToFrozenDictionary();
        _matrix = matrix;
        _dimensions = manifest.Dimensions;
        _maxLength = manifest.MaxLength;
        _norms = [.. Enumerable.Range(0, products.Length).Select(item => TensorPrimitives.Norm<float>(Row(item)))];
    }

    public ModelVersion Version { get; }

    public int Items => _products.Length;

    public int? FindItem(ProductId product) => _items.TryGetValue(product, out var item) ? item : null;

    public ProductId GetProduct(int item) => _products[item];

    public void Score(IReadOnlyList<int[]> sequences, Span<float> logits)
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
                    row[item] = TensorPrimitives.Dot(encoding, Row(item));
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

    private void Encode(IReadOnlyList<int[]> sequences, Span<float> encodings)
    {
        // The true length, not the longest the model takes: most histories are short, and time grows with length.
        var length = Math.Clamp(sequences.Max(sequence => sequence.Length), 1, _maxLength);
        var items = new long[sequences.Count * length];
        Array.Fill(items, Items);
        for (var at = 0; at < sequences.Count; at++)
        {
            var newest = sequences[at].AsSpan(Math.Max(0, sequences[at].Length - length));
            for (var step = 0; step < newest.Length; step++)
            {
                items[(at * length) + length - newest.Length + step] = newest[step];
            }
        }

        using var input = OrtValue.CreateTensorValueFromMemory(items, [sequences.Count, length]);
        using var run = new RunOptions();
        using var outputs = _encoder.Run(run, InputNames, [input], OutputNames);
        outputs[0].GetTensorDataAsSpan<float>().CopyTo(encodings);
    }
}
