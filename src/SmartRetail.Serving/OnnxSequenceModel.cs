using System.Buffers;
using System.Collections.Frozen;
using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Retrieval;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Serving.Scoring;
using SmartRetail.Serving.TopK;

namespace SmartRetail.Serving;

/// <summary>
/// A model artifact in memory: the encoder as an ONNX Runtime session, the product matrix in blocks. Thread-safe;
/// nothing of it changes. The session frees its native memory when the last ranking has let go of the model.
/// </summary>
internal sealed class OnnxSequenceModel : ISequenceModel
{
    private readonly OnnxEncoder _encoder;
    private readonly ScoreBatcher _batcher;
    private readonly ProductId[] _products;
    private readonly FrozenDictionary<ProductId, int> _items;
    private readonly ProductMatrix _matrix;
    private readonly AlignedArray<float> _inverseNorms;
    private readonly TopKIndex? _directions;

    public OnnxSequenceModel(
        ModelManifest manifest,
        InferenceSession encoder,
        ProductId[] products,
        float[] matrix,
        ServingOptions options,
        BatchMeter meter)
    {
        Version = new(manifest.Version);
        Shares = manifest.Shares ?? ScoreShares.Default;
        _products = products;
        _items = products.Select(KeyValuePair.Create).ToFrozenDictionary();
        _inverseNorms = new(ProductBlocks.CountFor(products.Length) * ProductBlocks.Size);
        var scales = manifest.IsCosine ? new float[products.Length] : [];
        for (var item = 0; item < products.Length; item++)
        {
            var row = matrix.AsSpan(item * manifest.Dimensions, manifest.Dimensions);
            var norm = RowNorms.Of(row);
            _inverseNorms.Span[item] = norm > 0 ? 1 / norm : 0;
            if (manifest.IsCosine)
            {
                scales[item] = RowNorms.ScaleOf(row);
            }
        }

        _matrix = new(matrix, manifest.Dimensions, scales);
        _encoder = new(encoder, _matrix, manifest.MaxLength);
        _batcher = new(this, options, meter);

        // Where logits take rows by their directions, one index finds the best by cosine.
        _directions = manifest.IsCosine ? new(_matrix) : null;
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
            _encoder.Encode(sequences, encoded);
            FloatScan.Score(_matrix, _matrix.Scales, encoded, logits);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(encodings);
        }
    }

    public ValueTask ScoreAsync(
        InteractionSequence sequence, Memory<float> logits, CancellationToken cancellationToken) =>
        _batcher.ScoreAsync(sequence, logits, cancellationToken);

    public void ScoreSimilar(int item, Span<float> cosines)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cosines.Length, Items);
        FloatScan.Score(_matrix, _inverseNorms, DirectionOf(item), cosines);
    }

    public ModelScores FindLike(int item)
    {
        if (_directions is not null)
        {
            return new IndexedScores(_directions, DirectionOf(item));
        }

        var cosines = new float[Items];
        ScoreSimilar(item, cosines);
        return new DenseScores(cosines);
    }

    private float[] DirectionOf(int item)
    {
        var direction = new float[_matrix.Dimensions];
        TensorPrimitives.Multiply(_matrix.RowOf(item), _inverseNorms.Span[item], direction);
        return direction;
    }
}
