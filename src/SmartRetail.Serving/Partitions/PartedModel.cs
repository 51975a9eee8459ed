using System.Collections.Frozen;
using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Partitions;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Retrieval;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Serving.Scoring;
using SmartRetail.Serving.TopK;

namespace SmartRetail.Serving.Partitions;

/// <summary>
/// A model of which this silo holds some parts, and other silos the others. What is asked of a part that nobody holds is read
/// from the artifact's file, slower and with the same result. Its logits take rows by their directions. Thread-safe.
/// </summary>
internal sealed class PartedModel : IPartedModel
{
    private readonly MappedRows _rows;
    private readonly ISequenceEncoder _encoder;
    private readonly ProductId[] _products;
    private readonly FrozenDictionary<ProductId, int> _items;
    private readonly float[] _scales;
    private readonly IPartReader _reader;
    private readonly StoreId _store;
    private FrozenDictionary<int, HeldPart> _held = FrozenDictionary<int, HeldPart>.Empty;

    /// <param name="most">The most products that a part may have.</param>
    /// <exception cref="ArgumentException">A row is not finite, or has a norm that no row may have.</exception>
    public PartedModel(
        ModelManifest manifest,
        ISequenceEncoder encoder,
        ProductId[] products,
        MappedRows rows,
        IPartReader reader,
        int most)
    {
        Version = new(manifest.Version);
        Shares = manifest.Shares ?? ScoreShares.Default;
        Parts = ItemPart.Split(products.Length, most);
        _store = new(manifest.Store);
        _encoder = encoder;
        _products = products;
        _items = products.Select(KeyValuePair.Create).ToFrozenDictionary();
        _rows = rows;
        _reader = reader;
        _scales = new float[products.Length];
        var row = new float[rows.Dimensions];
        for (var item = 0; item < _scales.Length; item++)
        {
            rows.Read(item, row);
            _scales[item] = RowNorms.ScaleOf(row);

            // Written so that NaN fails.
            if (!(RowNorms.Of(row) <= ProductMatrix.MaxNorm))
            {
                throw new ArgumentException($"the row of item {item} has the norm {RowNorms.Of(row)}", nameof(rows));
            }
        }
    }

    public ModelVersion Version { get; }

    public ScoreShares Shares { get; }

    public int Items => _products.Length;

    public ImmutableArray<ItemPart> Parts { get; }

    public ImmutableArray<int> Held => [.. Volatile.Read(ref _held).Keys.Order()];

    public int? FindItem(ProductId product) => _items.TryGetValue(product, out var item) ? item : null;

    public ProductId GetProduct(int item) => _products[item];

    public async Task HoldAsync(IReadOnlyCollection<int> parts, CancellationToken cancellationToken)
    {
        var held = Volatile.Read(ref _held);
        if (parts.Count == held.Count && parts.All(held.ContainsKey))
        {
            return;
        }

        var loaded = await Task.Run(
            () => parts.ToFrozenDictionary(
                part => part,
                part =>
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    return held.GetValueOrDefault(part) ?? HeldPart.Load(Parts[part], _rows, _scales);
                }),
            cancellationToken);
        Volatile.Write(ref _held, loaded);
    }

    public PartAnswer? Scan(int part, PartQuery query) => Volatile.Read(ref _held).GetValueOrDefault(part)?.Answer(query);

    public void Score(IReadOnlyList<InteractionSequence> sequences, Span<float> logits)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(logits.Length, sequences.Count * Items);
        var encodings = new float[sequences.Count * _rows.Dimensions];
        _encoder.Encode(sequences, encodings);
        for (var at = 0; at < sequences.Count; at++)
        {
            ScoreAll(encodings.AsSpan(at * _rows.Dimensions, _rows.Dimensions), logits.Slice(at * Items, Items));
        }
    }

    public ValueTask<ModelScores> ReadAsync(InteractionSequence sequence, CancellationToken cancellationToken)
    {
        var encoding = new float[_rows.Dimensions];
        _encoder.Encode([sequence], encoding);
        return new(new PartedScores(this, encoding));
    }

    public void ScoreSimilar(int item, Span<float> cosines) => ScoreAll(DirectionOf(item), cosines);

    public ModelScores FindLike(int item) => new PartedScores(this, DirectionOf(item));

    internal float ScoreOf(int item, ReadOnlySpan<float> query)
    {
        Span<float> row = stackalloc float[_rows.Dimensions];
        _rows.Read(item, row);
        var sum = 0f;
        for (var at = 0; at < row.Length; at++)
        {
            sum = MathF.FusedMultiplyAdd(row[at], query[at], sum);
        }

        return sum * _scales[item];
    }

    /// <summary>Asks one part, wherever it is.</summary>
    internal async Task<PartAnswer> AskAsync(ItemPart part, PartQuery query, CancellationToken cancellationToken) =>
        Volatile.Read(ref _held).TryGetValue(part.Index, out var held)
            ? await Task.Run(() => held.Answer(query), cancellationToken)
            : await _reader.ReadAsync(_store, Version, part, query, cancellationToken)
                ?? await Task.Run(() => FilePart.Answer(part, query, _rows, _scales, cancellationToken), cancellationToken);

    /// <summary>Scores everything here, what is not held from the file.</summary>
    internal void ScoreAll(ReadOnlySpan<float> query, Span<float> scores)
    {
        var held = Volatile.Read(ref _held);
        foreach (var part in Parts)
        {
            var own = scores.Slice(part.First, part.Count);
            if (held.TryGetValue(part.Index, out var here))
            {
                here.Score(query, own);
            }
            else
            {
                FilePart.Score(part, query, _rows, _scales, own, CancellationToken.None);
            }
        }
    }

    private float[] DirectionOf(int item)
    {
        var direction = new float[_rows.Dimensions];
        _rows.Read(item, direction);
        foreach (ref var value in direction.AsSpan())
        {
            value *= _scales[item];
        }

        return direction;
    }
}
