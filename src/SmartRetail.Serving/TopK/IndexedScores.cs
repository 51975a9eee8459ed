using System.Buffers;
using SmartRetail.Recommender.Retrieval;

namespace SmartRetail.Serving.TopK;

/// <summary>The scores of one query, found by an index: the best without computing all.</summary>
internal sealed class IndexedScores(TopKIndex index, float[] query) : ModelScores
{
    public override float this[int item] => index.Matrix.ScoreOf(item, query);

    public override IReadOnlyList<ScoredItem> Find(ItemBitmap eligible, int count) => index.Find(query, count, eligible)[0];

    public override double LogSum(double sharpness)
    {
        var rented = ArrayPool<float>.Shared.Rent(index.Matrix.Items);
        try
        {
            var scores = rented.AsSpan(0, index.Matrix.Items);
            FloatScan.Score(index.Matrix, index.Matrix.Scales, query, scores);
            return SegmentSum.LogOfAll(SegmentSum.Of(scores, sharpness));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}
