using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SmartRetail.Serving.TopK;

/// <summary>For AVX-512: 16 sums, of 8 queries with two vectors of items.</summary>
internal sealed class BoundTile512 : IBoundTile
{
    private const int Width = 16;
    private const int RowBytes = ProductBlocks.Size * ProductBlocks.DimensionGroup;

    public static bool IsSupported => Avx512BW.IsSupported;

    public static int GroupSize => 8;

    // One query waits for memory, and wider vectors were slower at it.
    public static uint FindOne(
        ref byte block, ref float scales, ref int query, nuint groups, float factor, float term, float threshold) =>
        BoundTile256.FindOne(ref block, ref scales, ref query, groups, factor, term, threshold);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool FindGroup(
        ref byte block,
        ref float scales,
        ref int queries,
        nuint groups,
        ref float factors,
        ref float terms,
        ref float thresholds,
        ref uint found)
    {
        var (low0, low1, low2, low3) = (Zero, Zero, Zero, Zero);
        var (low4, low5, low6, low7) = (Zero, Zero, Zero, Zero);
        var (high0, high1, high2, high3) = (Zero, Zero, Zero, Zero);
        var (high4, high5, high6, high7) = (Zero, Zero, Zero, Zero);
        var ones = Vector512<short>.One;
        for (nuint group = 0; group < groups; group++)
        {
            ref var row = ref Unsafe.Add(ref block, group * RowBytes);
            var (low, high) = (Vector512.LoadUnsafe(ref row), Vector512.LoadUnsafe(ref row, (nuint)Vector512<byte>.Count));
            ref var query = ref Unsafe.Add(ref queries, 8 * group);
            var bytes = Vector512.Create(query).AsSByte();
            low0 += Multiply(low, bytes, ones);
            high0 += Multiply(high, bytes, ones);
            bytes = Vector512.Create(Unsafe.Add(ref query, 1)).AsSByte();
            low1 += Multiply(low, bytes, ones);
            high1 += Multiply(high, bytes, ones);
            bytes = Vector512.Create(Unsafe.Add(ref query, 2)).AsSByte();
            low2 += Multiply(low, bytes, ones);
            high2 += Multiply(high, bytes, ones);
            bytes = Vector512.Create(Unsafe.Add(ref query, 3)).AsSByte();
            low3 += Multiply(low, bytes, ones);
            high3 += Multiply(high, bytes, ones);
            bytes = Vector512.Create(Unsafe.Add(ref query, 4)).AsSByte();
            low4 += Multiply(low, bytes, ones);
            high4 += Multiply(high, bytes, ones);
            bytes = Vector512.Create(Unsafe.Add(ref query, 5)).AsSByte();
            low5 += Multiply(low, bytes, ones);
            high5 += Multiply(high, bytes, ones);
            bytes = Vector512.Create(Unsafe.Add(ref query, 6)).AsSByte();
            low6 += Multiply(low, bytes, ones);
            high6 += Multiply(high, bytes, ones);
            bytes = Vector512.Create(Unsafe.Add(ref query, 7)).AsSByte();
            low7 += Multiply(low, bytes, ones);
            high7 += Multiply(high, bytes, ones);
        }

        return (Compare(low0, high0, ref scales, 0, ref factors, ref terms, ref thresholds, ref found)
            | Compare(low1, high1, ref scales, 1, ref factors, ref terms, ref thresholds, ref found)
            | Compare(low2, high2, ref scales, 2, ref factors, ref terms, ref thresholds, ref found)
            | Compare(low3, high3, ref scales, 3, ref factors, ref terms, ref thresholds, ref found)
            | Compare(low4, high4, ref scales, 4, ref factors, ref terms, ref thresholds, ref found)
            | Compare(low5, high5, ref scales, 5, ref factors, ref terms, ref thresholds, ref found)
            | Compare(low6, high6, ref scales, 6, ref factors, ref terms, ref thresholds, ref found)
            | Compare(low7, high7, ref scales, 7, ref factors, ref terms, ref thresholds, ref found)) != 0;
    }

    private static Vector512<int> Zero => Vector512<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Multiply(Vector512<byte> items, Vector512<sbyte> query, Vector512<short> ones) =>
        Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(items, query), ones);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Compare(
        Vector512<int> low,
        Vector512<int> high,
        ref float scales,
        int query,
        ref float factors,
        ref float terms,
        ref float thresholds,
        ref uint found) =>
        Unsafe.Add(ref found, query) = Compare(
            low,
            high,
            ref scales,
            Unsafe.Add(ref factors, query),
            Unsafe.Add(ref terms, query),
            Unsafe.Add(ref thresholds, query));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Compare(
        Vector512<int> low, Vector512<int> high, ref float scales, float factor, float term, float threshold) =>
        Compare(low, ref scales, factor, term, threshold)
        | (Compare(high, ref Unsafe.Add(ref scales, Width), factor, term, threshold) << Width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Compare(Vector512<int> sums, ref float scales, float factor, float term, float threshold)
    {
        var bounds = Vector512.FusedMultiplyAdd(
            Vector512.ConvertToSingle(sums), Vector512.Create(factor), Vector512.Create(term));
        return (uint)Vector512.GreaterThan(bounds * Vector512.LoadUnsafe(ref scales), Vector512.Create(threshold))
            .ExtractMostSignificantBits();
    }
}
