using System.Numerics;
using System.Runtime.Intrinsics;

namespace SmartRetail.Recommender.Retrieval;

/// <summary>The scores of all items, computed beforehand.</summary>
/// <param name="scores">By item; kept, not copied.</param>
public sealed class DenseScores(float[] scores) : ModelScores
{
    public override float this[int item] => scores[item];

    public override IReadOnlyList<ScoredItem> Find(ItemBitmap eligible, int count) => Find(scores, eligible, count);

    public override double LogSum(double sharpness) => SegmentSum.LogOfAll(SegmentSum.Of(scores, sharpness));

    /// <inheritdoc cref="ModelScores.Find"/>
    public static ScoredItem[] Find(ReadOnlySpan<float> scores, ItemBitmap eligible, int count)
    {
        ArgumentNullException.ThrowIfNull(eligible);
        ArgumentOutOfRangeException.ThrowIfNotEqual(eligible.Items, scores.Length, nameof(eligible));
        var top = new TopItems(Math.Min(count, Math.Max(scores.Length, 1)));
        var blocks = eligible.Blocks;
        for (var block = 0; block < blocks.Length; block++)
        {
            var first = block * ItemBitmap.BlockSize;
            for (var above = blocks[block] & AboveIn(scores, first, top.Threshold); above != 0; above &= above - 1)
            {
                var item = first + BitOperations.TrailingZeroCount(above);
                top.Offer(new(item, scores[item]));
            }
        }

        return top.ToArray();
    }

    // The last block is not full: what is not looked at is left to the bitmap.
    private static uint AboveIn(ReadOnlySpan<float> scores, int first, float threshold)
    {
        if (first + ItemBitmap.BlockSize > scores.Length)
        {
            return uint.MaxValue;
        }

        var thresholds = Vector256.Create(threshold);
        var above = 0u;
        for (var at = 0; at < ItemBitmap.BlockSize; at += Vector256<float>.Count)
        {
            above |= Vector256.GreaterThan(Vector256.Create(scores[(first + at)..]), thresholds).ExtractMostSignificantBits() << at;
        }

        return above;
    }
}
