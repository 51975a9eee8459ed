using System.Runtime.InteropServices;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Partitions;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Serving;
using SmartRetail.Serving.Partitions;
using SmartRetail.Serving.Scoring;
using SmartRetail.Serving.TopK;

namespace SmartRetail.UnitTests.Partitions;

/// <summary>One generated model, whole and in parts: a history is encoded as the row of its last product.</summary>
internal sealed class DirectedRows : ISequenceEncoder, IDisposable
{
    private const int Dimensions = 24;

    private readonly string _file = Path.GetTempFileName();
    private readonly float[] _rows;
    private readonly ProductId[] _products;
    private readonly List<MappedRows> _mapped = [];

    public DirectedRows(int items, int seed)
    {
        var random = new Random(seed);
        _rows = [.. Enumerable.Range(0, items * Dimensions).Select(_ => (float)random.Next(-3, 4))];
        _products = [.. Enumerable.Range(0, items).Select(Id)];
        File.WriteAllBytes(_file, MemoryMarshal.AsBytes(_rows.AsSpan()));
    }

    public static ProductId Id(int item) => new($"p{item}");

    public WholeModel Whole() => new(this, _rows, _products);

    /// <summary>Makes a silo's model, which holds some parts.</summary>
    public async Task<PartedModel> InPartsAsync(IPartReader reader, int most, int[] held, int version = 1)
    {
        var rows = new MappedRows(_file, _products.Length, Dimensions);
        _mapped.Add(rows);
        var model = new PartedModel(ScriptedManifest.Of(version, _products.Length, Dimensions), this, _products, rows, reader, most);
        await model.HoldAsync(held, CancellationToken.None);
        return model;
    }

    public void Encode(IReadOnlyList<InteractionSequence> sequences, Span<float> encodings)
    {
        for (var at = 0; at < sequences.Count; at++)
        {
            _rows.AsSpan(sequences[at].Items.Span[^1] * Dimensions, Dimensions).CopyTo(encodings[(at * Dimensions)..]);
        }
    }

    public void Dispose()
    {
        _mapped.ForEach(rows => rows.Dispose());
        File.Delete(_file);
    }

    /// <summary>The model as one silo has it that holds everything.</summary>
    internal sealed class WholeModel(DirectedRows rows, float[] values, ProductId[] products) : ISequenceModel
    {
        private readonly ProductMatrix _matrix = new(
            values,
            Dimensions,
            [.. Enumerable.Range(0, products.Length).Select(item => RowNorms.ScaleOf(values.AsSpan(item * Dimensions, Dimensions)))]);

        public ModelVersion Version => new(1);

        public ScoreShares Shares => ScoreShares.Default;

        public int Items => products.Length;

        public int? FindItem(ProductId product) => Array.IndexOf(products, product) is >= 0 and var item ? item : null;

        public ProductId GetProduct(int item) => products[item];

        public void Score(IReadOnlyList<InteractionSequence> sequences, Span<float> logits)
        {
            var encodings = new float[sequences.Count * Dimensions];
            rows.Encode(sequences, encodings);
            FloatScan.Score(_matrix, _matrix.Scales, encodings, logits);
        }

        public void ScoreSimilar(int item, Span<float> cosines)
        {
            var direction = _matrix.RowOf(item).ToArray();
            for (var at = 0; at < direction.Length; at++)
            {
                direction[at] *= _matrix.Scales.Span[item];
            }

            FloatScan.Score(_matrix, _matrix.Scales, direction, cosines);
        }
    }
}
