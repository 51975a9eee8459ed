using System.Buffers;
using System.Runtime.CompilerServices;
using SmartRetail.Recommender.Retrieval;

namespace SmartRetail.Serving.TopK;

/// <summary>
/// Reads the bytes of all products once for all queries of a batch, to bound what each block's products score, and then
/// looks closer at the few blocks that may have something for a list. Gives what <see cref="FloatScan"/> gives.
/// </summary>
internal static class BoundScan<TTile>
    where TTile : struct, IBoundTile
{
    /// <summary>Offers the eligible products of some blocks to the lists of the queries.</summary>
    /// <param name="queries">Of which <see cref="BoundQuery.CanBound"/> holds.</param>
    public static void Find(
        BoundMatrix matrix, ReadOnlySpan<float> queries, ReadOnlySpan<uint> eligible, Range blocks, TopItems[] tops)
    {
        var dimensions = matrix.Matrix.Dimensions;
        var quantized = new BoundQuery[tops.Length];
        for (var query = 0; query < tops.Length; query++)
        {
            quantized[query] = new(queries.Slice(query * dimensions, dimensions), matrix);
        }

        var (first, count) = blocks.GetOffsetAndLength(matrix.Matrix.Blocks);
        var groups = new BoundQueries(quantized, groupSize: tops.Length == 1 ? 1 : TTile.GroupSize);
        var bounds = ArrayPool<float>.Shared.Rent(Math.Max(groups.Groups * groups.GroupSize * count, 1));
        try
        {
            // Where nothing is eligible they stay below everything.
            bounds.AsSpan().Fill(float.NegativeInfinity);
            Bound(matrix, groups, eligible.Slice(first, count), first, bounds);
            for (var query = 0; query < tops.Length; query++)
            {
                var candidates = new Candidates(
                    matrix, queries.Slice(query * dimensions, dimensions), quantized[query], tops[query]);
                candidates.Find(bounds.AsSpan(query * count, count), eligible.Slice(first, count), first);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(bounds);
        }
    }

    private static void Bound(
        BoundMatrix matrix, BoundQueries queries, ReadOnlySpan<uint> eligible, int first, float[] bounds)
    {
        var groups = (nuint)(matrix.Matrix.PaddedDimensions / ProductBlocks.DimensionGroup);
        for (var start = 0; start < eligible.Length; start += ProductBlocks.Tile)
        {
            var end = Math.Min(start + ProductBlocks.Tile, eligible.Length);
            for (var group = 0; group < queries.Groups; group++)
            {
                var query = group * queries.GroupSize;
                for (var at = start; at < end; at++)
                {
                    if (eligible[at] == 0)
                    {
                        continue;
                    }

                    ref var block = ref matrix.BlockOf(first + at);
                    ref var scales = ref Unsafe.Add(ref matrix.Scales.First, (first + at) * ProductBlocks.Size);
                    if (queries.GroupSize == 1)
                    {
                        bounds[at] = TTile.BoundOne(
                            ref block,
                            ref scales,
                            eligible[at],
                            ref queries.Group(group),
                            groups,
                            queries.Factors[0],
                            queries.Terms[0]);
                    }
                    else
                    {
                        TTile.BoundGroup(
                            ref block,
                            ref scales,
                            eligible[at],
                            ref queries.Group(group),
                            groups,
                            ref queries.Factors[query],
                            ref queries.Terms[query],
                            ref bounds[(query * eligible.Length) + at],
                            (nuint)eligible.Length);
                    }
                }
            }
        }
    }
}
