using System.Runtime.Intrinsics;
using SmartRetail.Recommender.Retrieval;

namespace SmartRetail.Serving.TopK;

/// <summary>Reads the floats of all products with the widest vectors that the processor has.</summary>
internal static class FloatScan
{
    /// <inheritdoc cref="TiledFloatScan{TTile}.Find"/>
    public static void Find(
        ProductMatrix matrix, ReadOnlySpan<float> queries, ReadOnlySpan<uint> eligible, Range blocks, TopItems[] tops)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            TiledFloatScan<FloatTile512>.Find(matrix, queries, eligible, blocks, tops);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            TiledFloatScan<FloatTile256>.Find(matrix, queries, eligible, blocks, tops);
        }
        else
        {
            TiledFloatScan<FloatTile128>.Find(matrix, queries, eligible, blocks, tops);
        }
    }

    /// <inheritdoc cref="TiledFloatScan{TTile}.Score"/>
    public static void Score(
        ProductMatrix matrix, AlignedArray<float> scales, ReadOnlySpan<float> queries, Span<float> results)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            TiledFloatScan<FloatTile512>.Score(matrix, scales, queries, results);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            TiledFloatScan<FloatTile256>.Score(matrix, scales, queries, results);
        }
        else
        {
            TiledFloatScan<FloatTile128>.Score(matrix, scales, queries, results);
        }
    }
}
