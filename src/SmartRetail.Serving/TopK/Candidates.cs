using System.Numerics;
using System.Runtime.CompilerServices;

namespace SmartRetail.Serving.TopK;

/// <summary>
/// The items of which a scan's bounds say that one query's list may take them. Their scores lie in intervals narrow enough
/// to tell almost all of them from the best; the exact ones are computed last, of the few that are left.
/// </summary>
internal sealed class Candidates(BoundMatrix bounds, float[] query, BoundQuery bound, TopItems top)
{
    // So many that only scores that are all but equal reach it.
    private const int Limit = 4_096;
    private const int UsualCount = 256;

    private readonly TopItems _lowest = new(top.Capacity);
    private readonly List<(int Item, float Upper)> _found = new(UsualCount);
    private readonly float[] _lower = new float[BoundTile256.Width];
    private readonly float[] _upper = new float[BoundTile256.Width];

    /// <summary>As many items as the list takes score at least this.</summary>
    public float Threshold { get; private set; } = top.Threshold;

    /// <param name="flagged">A bit for each item of the block that the scan found.</param>
    public void Add(int block, uint flagged)
    {
        for (var vector = 0; flagged != 0; vector++, flagged >>= BoundTile256.Width)
        {
            if ((flagged & byte.MaxValue) is not 0 and var bits)
            {
                AddVector(block, vector, bits);
            }
        }

        if (_found.Count >= Limit)
        {
            Score();
        }
    }

    /// <summary>Offers those that may still be listed with their exact scores.</summary>
    public void Score()
    {
        // What is as low as the threshold may be listed yet, before an equal score of an item after it.
        _found.RemoveAll(found => found.Upper < Threshold);
        Span<int> items = stackalloc int[ExactScores.Together];
        Span<float> scores = stackalloc float[ExactScores.Together];
        for (var first = 0; first < _found.Count; first += items.Length)
        {
            // Where fewer are left, the last one is scored again for the places of the others.
            var count = Math.Min(items.Length, _found.Count - first);
            for (var at = 0; at < items.Length; at++)
            {
                items[at] = _found[first + Math.Min(at, count - 1)].Item;
            }

            ExactScores.Compute(bounds.Matrix, query, items, scores);
            for (var at = 0; at < count; at++)
            {
                top.Offer(new(items[at], scores[at]));
            }
        }

        _found.Clear();
        Threshold = Math.Max(Threshold, top.Threshold);
    }

    private void AddVector(int block, int vector, uint flagged)
    {
        BoundTile256.Refine(
            ref bounds.BlockOf(block),
            ref Unsafe.Add(ref bounds.Scales.First, block * ProductBlocks.Size),
            (nuint)vector,
            ref bound.Coarse[0],
            ref bound.Fine[0],
            (nuint)bound.Coarse.Length,
            bound.FineFactor,
            bound.LowerTerm,
            bound.UpperTerm,
            ref _lower[0],
            ref _upper[0]);
        for (; flagged != 0; flagged &= flagged - 1)
        {
            var place = BitOperations.TrailingZeroCount(flagged);
            if (_upper[place] > Threshold)
            {
                var item = (block * ProductBlocks.Size) + (vector * BoundTile256.Width) + place;
                _found.Add((item, _upper[place]));
                _lowest.Offer(new(item, _lower[place]));
                Threshold = Math.Max(Threshold, _lowest.Threshold);
            }
        }
    }
}
