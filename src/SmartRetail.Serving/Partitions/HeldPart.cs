using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SmartRetail.Recommender.Partitions;
using SmartRetail.Recommender.Retrieval;
using SmartRetail.Serving.TopK;

namespace SmartRetail.Serving.Partitions;

/// <summary>A part of a model's products in this silo's memory, ready to be scanned. Nothing of it changes.</summary>
internal sealed class HeldPart(ItemPart part, ProductMatrix matrix)
{
    private readonly TopKIndex _index = new(matrix);

    public ItemPart Part => part;

    /// <summary>Reads the part's rows; what a scan needs of them is then here.</summary>
    public static HeldPart Load(ItemPart part, MappedRows rows, ReadOnlySpan<float> scales)
    {
        var values = new float[part.Count * rows.Dimensions];
        rows.Read(part.First, values);
        return new(part, new(values, rows.Dimensions, scales.Slice(part.First, part.Count)));
    }

    public void Score(ReadOnlySpan<float> query, Span<float> scores) =>
        FloatScan.Score(matrix, matrix.Scales, query, scores);

    public PartAnswer Answer(PartQuery query)
    {
        var vector = query.Query.AsSpan();
        matrix.CheckQueries(vector);
        var eligible = ItemBitmap.FromBytes(query.Eligible.AsSpan(), part.Count);
        return query.Sharpness is { } sharpness
            ? AnswerWithSum(vector, eligible, query.Count, sharpness)
            : new(query.Count == 0 ? [] : Number(_index.Find(vector, query.Count, eligible)[0]), []);
    }

    // The sum needs all scores: the best are then found among them.
    private PartAnswer AnswerWithSum(ReadOnlySpan<float> query, ItemBitmap eligible, int count, double sharpness)
    {
        var rented = ArrayPool<float>.Shared.Rent(part.Count);
        try
        {
            var scores = rented.AsSpan(0, part.Count);
            Score(query, scores);
            var sums = SegmentSum.Of(scores, sharpness);
            return new(
                count == 0 ? [] : Number(DenseScores.Find(scores, eligible, count)),
                ImmutableCollectionsMarshal.AsImmutableArray(sums));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private ImmutableArray<ScoredItem> Number(ScoredItem[] found)
    {
        for (var at = 0; at < found.Length; at++)
        {
            found[at] = found[at] with { Item = part.First + found[at].Item };
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(found);
    }
}
