using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SmartRetail.Serving.TopK;

/// <summary>For AVX2: 8 sums, of 2 queries with four vectors of items.</summary>
internal sealed class BoundTile256 : IBoundTile
{
    /// <summary>Items of which one vector has the sums.</summary>
    public const int Width = 8;

    private const int RowBytes = ProductBlocks.Size * ProductBlocks.DimensionGroup;

    public static bool IsSupported => Avx2.IsSupported;

    public static int GroupSize => 2;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static uint FindOne(
        ref byte block, ref float scales, ref int query, nuint groups, float factor, float term, float threshold)
    {
        var (a, b, c, d) = (Zero, Zero, Zero, Zero);
        var ones = Vector256<short>.One;
        for (nuint group = 0; group < groups; group++)
        {
            var bytes = Vector256.Create(Unsafe.Add(ref query, group)).AsSByte();
            ref var row = ref Unsafe.Add(ref block, group * RowBytes);
            a += Multiply(ref row, 0, bytes, ones);
            b += Multiply(ref row, 1, bytes, ones);
            c += Multiply(ref row, 2, bytes, ones);
            d += Multiply(ref row, 3, bytes, ones);
        }

        return Compare(a, b, c, d, ref scales, factor, term, threshold);
    }

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
        var (a0, b0, c0, d0) = (Zero, Zero, Zero, Zero);
        var (a1, b1, c1, d1) = (Zero, Zero, Zero, Zero);
        var ones = Vector256<short>.One;
        for (nuint group = 0; group < groups; group++)
        {
            ref var query = ref Unsafe.Add(ref queries, 2 * group);
            var bytes0 = Vector256.Create(query).AsSByte();
            var bytes1 = Vector256.Create(Unsafe.Add(ref query, 1)).AsSByte();
            ref var row = ref Unsafe.Add(ref block, group * RowBytes);
            a0 += Multiply(ref row, 0, bytes0, ones);
            a1 += Multiply(ref row, 0, bytes1, ones);
            b0 += Multiply(ref row, 1, bytes0, ones);
            b1 += Multiply(ref row, 1, bytes1, ones);
            c0 += Multiply(ref row, 2, bytes0, ones);
            c1 += Multiply(ref row, 2, bytes1, ones);
            d0 += Multiply(ref row, 3, bytes0, ones);
            d1 += Multiply(ref row, 3, bytes1, ones);
        }

        var first = Compare(a0, b0, c0, d0, ref scales, factors, terms, thresholds);
        var second = Compare(
            a1,
            b1,
            c1,
            d1,
            ref scales,
            Unsafe.Add(ref factors, 1),
            Unsafe.Add(ref terms, 1),
            Unsafe.Add(ref thresholds, 1));
        found = first;
        Unsafe.Add(ref found, 1) = second;
        return (first | second) != 0;
    }

    /// <summary>Writes what eight of the block's items score at least and at most, by the query in fine steps.</summary>
    /// <param name="vector">Which eight.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Refine(
        ref byte block,
        ref float scales,
        nuint vector,
        ref int coarse,
        ref int fine,
        nuint groups,
        float factor,
        float lowerTerm,
        float upperTerm,
        ref float lower,
        ref float upper)
    {
        var ones = Vector256<short>.One;
        var (sums, fineSums) = (Zero, Zero);
        for (nuint group = 0; group < groups; group++)
        {
            ref var row = ref Unsafe.Add(ref block, group * RowBytes);
            sums += Multiply(ref row, vector, Vector256.Create(Unsafe.Add(ref coarse, group)).AsSByte(), ones);
            fineSums += Multiply(ref row, vector, Vector256.Create(Unsafe.Add(ref fine, group)).AsSByte(), ones);
        }

        var steps = Vector256.ConvertToSingle((sums * BoundQuery.FineSteps) + fineSums);
        var factors = Vector256.Create(factor);
        var scale = Vector256.LoadUnsafe(ref scales, vector * Width);
        (Vector256.FusedMultiplyAdd(steps, factors, Vector256.Create(lowerTerm)) * scale).StoreUnsafe(ref lower);
        (Vector256.FusedMultiplyAdd(steps, factors, Vector256.Create(upperTerm)) * scale).StoreUnsafe(ref upper);
    }

    private static Vector256<int> Zero => Vector256<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Multiply(ref byte row, nuint vector, Vector256<sbyte> query, Vector256<short> ones) =>
        Avx2.MultiplyAddAdjacent(
            Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref row, vector * (nuint)Vector256<byte>.Count), query), ones);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Compare(
        Vector256<int> a,
        Vector256<int> b,
        Vector256<int> c,
        Vector256<int> d,
        ref float scales,
        float factor,
        float term,
        float threshold) =>
        Compare(a, ref scales, factor, term, threshold)
        | (Compare(b, ref Unsafe.Add(ref scales, Width), factor, term, threshold) << Width)
        | (Compare(c, ref Unsafe.Add(ref scales, 2 * Width), factor, term, threshold) << (2 * Width))
        | (Compare(d, ref Unsafe.Add(ref scales, 3 * Width), factor, term, threshold) << (3 * Width));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Compare(Vector256<int> sums, ref float scales, float factor, float term, float threshold)
    {
        var bounds = Vector256.FusedMultiplyAdd(
            Vector256.ConvertToSingle(sums), Vector256.Create(factor), Vector256.Create(term));
        return Vector256.GreaterThan(bounds * Vector256.LoadUnsafe(ref scales), Vector256.Create(threshold))
            .ExtractMostSignificantBits();
    }
}
