using System.Buffers;
using System.Collections.Immutable;
using System.Numerics.Tensors;
using SmartRetail.Recommender.Partitions;
using SmartRetail.Recommender.Retrieval;

namespace SmartRetail.Serving.Partitions;

/// <summary>
/// A part that is read from the file for one query, while no silo holds it: the same scores to the bit, of which each costs
/// several times as much.
/// </summary>
internal static class FilePart
{
    public static PartAnswer Answer(
        ItemPart part, PartQuery query, MappedRows rows, float[] scales, CancellationToken cancellationToken)
    {
        var rented = ArrayPool<float>.Shared.Rent(part.Count);
        try
        {
            var scores = rented.AsSpan(0, part.Count);
            Score(part, query.Query.AsSpan(), rows, scales, scores, cancellationToken);
            var eligible = ItemBitmap.FromBytes(query.Eligible.AsSpan(), part.Count);
            ImmutableArray<ScoredItem> best = query.Count == 0
                ? []
                : [.. DenseScores.Find(scores, eligible, query.Count)
                    .Select(found => found with { Item = part.First + found.Item })];
            return new(best, query.Sharpness is { } sharpness ? [.. SegmentSum.Of(scores, sharpness)] : []);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <exception cref="OperationCanceledException">There is no more time.</exception>
    public static void Score(
        ItemPart part,
        ReadOnlySpan<float> query,
        MappedRows rows,
        float[] scales,
        Span<float> scores,
        CancellationToken cancellationToken)
    {
        var values = new float[SegmentSum.Length * rows.Dimensions];
        for (var start = 0; start < part.Count; start += SegmentSum.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(SegmentSum.Length, part.Count - start);
            var segment = values.AsSpan(0, count * rows.Dimensions);
            rows.Read(part.First + start, segment);
            Score(segment, query, scores.Slice(start, count));
            TensorPrimitives.Multiply(
                scores.Slice(start, count), scales.AsSpan(part.First + start, count), scores.Slice(start, count));
        }
    }

    // Each sum in the order of a scan; eight side by side, since one alone would wait for itself.
    private static void Score(ReadOnlySpan<float> rows, ReadOnlySpan<float> query, Span<float> sums)
    {
        const int Together = 8;
        var width = query.Length;
        var at = 0;
        for (; at + Together <= sums.Length; at += Together)
        {
            var eight = rows.Slice(at * width, Together * width);
            var (a, b, c, d, e, f, g, h) = (0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f);
            for (var dimension = 0; dimension < width; dimension++)
            {
                var factor = query[dimension];
                a = MathF.FusedMultiplyAdd(eight[dimension], factor, a);
                b = MathF.FusedMultiplyAdd(eight[width + dimension], factor, b);
                c = MathF.FusedMultiplyAdd(eight[(2 * width) + dimension], factor, c);
                d = MathF.FusedMultiplyAdd(eight[(3 * width) + dimension], factor, d);
                e = MathF.FusedMultiplyAdd(eight[(4 * width) + dimension], factor, e);
                f = MathF.FusedMultiplyAdd(eight[(5 * width) + dimension], factor, f);
                g = MathF.FusedMultiplyAdd(eight[(6 * width) + dimension], factor, g);
                h = MathF.FusedMultiplyAdd(eight[(7 * width) + dimension], factor, h);
            }

            (sums[at], sums[at + 1], sums[at + 2], sums[at + 3]) = (a, b, c, d);
            (sums[at + 4], sums[at + 5], sums[at + 6], sums[at + 7]) = (e, f, g, h);
        }

        for (; at < sums.Length; at++)
        {
            var sum = 0f;
            for (var dimension = 0; dimension < width; dimension++)
            {
                sum = MathF.FusedMultiplyAdd(rows[(at * width) + dimension], query[dimension], sum);
            }

            sums[at] = sum;
        }
    }
}
