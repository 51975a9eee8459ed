using System.Runtime.CompilerServices;

namespace SmartRetail.Serving.TopK;

/// <summary>
/// Reads the bytes of all products once for all queries of a batch, and the floats of those alone whose upper bound says
/// that they may be listed. Gives what <see cref="FloatScan{TTile}"/> gives.
/// </summary>
internal static class BoundScan<TTile>
    where TTile : IBoundTile
{
    /// <summary>Offers the eligible products of some blocks to the lists of the queries.</summary>
    /// <param name="queries">Of which <see cref="BoundQuery.CanBound"/> holds.</param>
    public static void Find(
        BoundMatrix bounds, ReadOnlySpan<float> queries, ReadOnlySpan<uint> eligible, Range blocks, TopItems[] tops)
    {
        var (first, count) = blocks.GetOffsetAndLength(bounds.Matrix.Blocks);
        var quantized = new BoundQuery[tops.Length];
        var candidates = new Candidates[tops.Length];
        for (var query = 0; query < tops.Length; query++)
        {
            var exact = queries.Slice(query * bounds.Matrix.Dimensions, bounds.Matrix.Dimensions).ToArray();
            quantized[query] = new(exact, bounds);
            candidates[query] = new(bounds, exact, quantized[query], tops[query]);
        }

        var groups = new BoundQueries(quantized, groupSize: tops.Length == 1 ? 1 : TTile.GroupSize);
        var thresholds = new float[groups.Factors.Length];
        thresholds.AsSpan().Fill(float.PositiveInfinity);
        for (var query = 0; query < tops.Length; query++)
        {
            thresholds[query] = tops[query].Threshold;
        }

        for (var start = first; start < first + count; start += ProductBlocks.Tile)
        {
            var tile = eligible[start..Math.Min(start + ProductBlocks.Tile, first + count)];
            if (groups.GroupSize == 1)
            {
                FindOne(bounds, groups, tile, start, candidates[0]);
                continue;
            }

            for (var group = 0; group < groups.Groups; group++)
            {
                FindGroup(bounds, groups, group, tile, start, thresholds, candidates);
            }
        }

        foreach (var left in candidates)
        {
            left.Score();
        }
    }

    private static void FindOne(
        BoundMatrix bounds, BoundQueries queries, ReadOnlySpan<uint> eligible, int start, Candidates candidates)
    {
        ref var query = ref queries.Group(0);
        var groups = (nuint)(bounds.Matrix.PaddedDimensions / ProductBlocks.DimensionGroup);
        for (var at = 0; at < eligible.Length; at++)
        {
            if (eligible[at] != 0)
            {
                var found = eligible[at] & TTile.FindOne(
                    ref bounds.BlockOf(start + at),
                    ref Unsafe.Add(ref bounds.Scales.First, (start + at) * ProductBlocks.Size),
                    ref query,
                    groups,
                    queries.Factors[0],
                    queries.Terms[0],
                    candidates.Threshold);
                if (found != 0)
                {
                    candidates.Add(start + at, found);
                }
            }
        }
    }

    private static void FindGroup(
        BoundMatrix bounds,
        BoundQueries queries,
        int group,
        ReadOnlySpan<uint> eligible,
        int start,
        float[] thresholds,
        Candidates[] candidates)
    {
        Span<uint> found = stackalloc uint[TTile.GroupSize];
        var first = group * TTile.GroupSize;
        var groups = (nuint)(bounds.Matrix.PaddedDimensions / ProductBlocks.DimensionGroup);
        for (var at = 0; at < eligible.Length; at++)
        {
            if (eligible[at] == 0
                || !TTile.FindGroup(
                    ref bounds.BlockOf(start + at),
                    ref Unsafe.Add(ref bounds.Scales.First, (start + at) * ProductBlocks.Size),
                    ref queries.Group(group),
                    groups,
                    ref queries.Factors[first],
                    ref queries.Terms[first],
                    ref thresholds[first],
                    ref found[0]))
            {
                continue;
            }

            var grouped = Math.Min(TTile.GroupSize, candidates.Length - first);
            for (var query = 0; query < grouped; query++)
            {
                if ((found[query] & eligible[at]) is not 0 and var bits)
                {
                    candidates[first + query].Add(start + at, bits);
                    thresholds[first + query] = candidates[first + query].Threshold;
                }
            }
        }
    }
}
