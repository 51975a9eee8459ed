using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SmartRetail.Recommender.Retrieval;

namespace SmartRetail.Serving.TopK;

/// <summary>
/// Finds the items for one query's list by the bounds of their blocks. First those say what the list's last item scores at
/// least; in the blocks that may have more, each item's score is put in a narrow interval; and of the few items that are
/// left the exact scores are computed.
/// </summary>
/// <remarks>
/// Nothing is left out but what scores less than as many items as the list takes: an equal score may be listed for its
/// smaller item.
/// </remarks>
internal readonly ref struct Candidates(BoundMatrix matrix, ReadOnlySpan<float> query, BoundQuery bound, TopItems top)
{
    // So many that only scores that are all but equal reach it.
    private const int Limit = 4_096;
    private const int UsualCount = 128;

    private readonly ReadOnlySpan<float> _query = query;
    private readonly GreatestValues _lowest = new(top.Capacity);
    private readonly List<(int Item, float Upper)> _found = new(UsualCount);

    /// <param name="bounds">What no eligible item of a block scores more than.</param>
    /// <param name="first">The block that the first of the bounds is of.</param>
    public void Find(ReadOnlySpan<float> bounds, ReadOnlySpan<uint> eligible, int first)
    {
        var threshold = Math.Max(top.Threshold, LowestOf(bounds, first));
        Span<float> lower = stackalloc float[ProductBlocks.Size];
        Span<float> upper = stackalloc float[ProductBlocks.Size];
        for (var at = 0; (at = NextOf(bounds, at, threshold)) < bounds.Length; at++)
        {
            for (var bits = eligible[at] & Refine(first + at, threshold, lower, upper); bits != 0; bits &= bits - 1)
            {
                var place = BitOperations.TrailingZeroCount(bits);
                if (upper[place] >= threshold)
                {
                    _found.Add((((first + at) * ProductBlocks.Size) + place, upper[place]));
                    _lowest.Add(lower[place]);
                    threshold = Math.Max(threshold, _lowest.Least);
                }
            }

            if (_found.Count >= Limit)
            {
                Score(threshold);
                threshold = Math.Max(threshold, top.Threshold);
            }
        }

        Score(threshold);
    }

    // The best item of a block scores at most the bound and at least a gap less; so many blocks, so many items.
    private float LowestOf(ReadOnlySpan<float> bounds, int first)
    {
        var lowest = new GreatestValues(top.Capacity);
        for (var at = 0; (at = NextOf(bounds, at, lowest.Least)) < bounds.Length; at++)
        {
            lowest.Add(bounds[at] - (matrix.GreatestScales[first + at] * bound.Gap));
        }

        return lowest.Least;
    }

    // Most blocks are passed over: eight at a time.
    private static int NextOf(ReadOnlySpan<float> bounds, int at, float threshold)
    {
        var thresholds = Vector256.Create(threshold);
        for (; at <= bounds.Length - Vector256<float>.Count; at += Vector256<float>.Count)
        {
            var found = Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(in bounds[at]), thresholds)
                .ExtractMostSignificantBits();
            if (found != 0)
            {
                return at + BitOperations.TrailingZeroCount(found);
            }
        }

        while (at < bounds.Length && bounds[at] < threshold)
        {
            at++;
        }

        return at;
    }

    private uint Refine(int block, float threshold, Span<float> lower, Span<float> upper) => BoundTile256.Refine(
        ref matrix.BlockOf(block),
        ref Unsafe.Add(ref matrix.Scales.First, block * ProductBlocks.Size),
        ref bound.Coarse[0],
        ref bound.Fine[0],
        (nuint)bound.Coarse.Length,
        bound.FineFactor,
        bound.LowerTerm,
        bound.UpperTerm,
        threshold,
        ref lower[0],
        ref upper[0]);

    /// <summary>Offers what has been found with its exact scores.</summary>
    private void Score(float threshold)
    {
        Span<int> items = stackalloc int[ExactScores.Together];
        Span<float> scores = stackalloc float[ExactScores.Together];
        _found.RemoveAll(found => found.Upper < threshold);
        for (var first = 0; first < _found.Count; first += items.Length)
        {
            // Where fewer are left, the last one is scored again for the places of the others.
            var count = Math.Min(items.Length, _found.Count - first);
            for (var at = 0; at < items.Length; at++)
            {
                items[at] = _found[first + Math.Min(at, count - 1)].Item;
            }

            ExactScores.Compute(matrix.Matrix, _query, items, scores);
            for (var at = 0; at < count; at++)
            {
                top.Offer(new(items[at], scores[at]));
            }
        }

        _found.Clear();
    }
}
