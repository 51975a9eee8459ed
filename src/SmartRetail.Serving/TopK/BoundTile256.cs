using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SmartRetail.Serving.TopK;

/// <summary>For AVX2: 8 sums, of 2 queries with four vectors of items.</summary>
internal readonly struct BoundTile256 : IBoundTile
{
    private const int Width = 8;

    private const int RowBytes = ProductBlocks.Size * ProductBlocks.DimensionGroup;

    public static bool IsSupported => Avx2.IsSupported;

    public static int GroupSize => 2;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static float BoundOne(
        ref byte block, ref float scales, uint eligible, ref int query, nuint groups, float factor, float term)
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

        return Bound(a, b, c, d, ref scales, eligible, factor, term);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void BoundGroup(
        ref byte block,
        ref float scales,
        uint eligible,
        ref int queries,
        nuint groups,
        ref float factors,
        ref float terms,
        ref float bounds,
        nuint stride)
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

        bounds = Bound(a0, b0, c0, d0, ref scales, eligible, factors, terms);
        Unsafe.Add(ref bounds, stride) = Bound(
            a1, b1, c1, d1, ref scales, eligible, Unsafe.Add(ref factors, 1), Unsafe.Add(ref terms, 1));
    }

    /// <summary>
    /// Writes what the block's items score at least and at most, by the query in fine steps; returns which of them may score
    /// the threshold, a bit each.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static uint Refine(
        ref byte block,
        ref float scales,
        ref int coarse,
        ref int fine,
        nuint groups,
        float factor,
        float lowerTerm,
        float upperTerm,
        float threshold,
        ref float lower,
        ref float upper)
    {
        var (a, b, c, d) = (Zero, Zero, Zero, Zero);
        var (fineA, fineB, fineC, fineD) = (Zero, Zero, Zero, Zero);
        var ones = Vector256<short>.One;
        for (nuint group = 0; group < groups; group++)
        {
            var coarseBytes = Vector256.Create(Unsafe.Add(ref coarse, group)).AsSByte();
            var fineBytes = Vector256.Create(Unsafe.Add(ref fine, group)).AsSByte();
            ref var row = ref Unsafe.Add(ref block, group * RowBytes);
            a += Multiply(ref row, 0, coarseBytes, ones);
            fineA += Multiply(ref row, 0, fineBytes, ones);
            b += Multiply(ref row, 1, coarseBytes, ones);
            fineB += Multiply(ref row, 1, fineBytes, ones);
            c += Multiply(ref row, 2, coarseBytes, ones);
            fineC += Multiply(ref row, 2, fineBytes, ones);
            d += Multiply(ref row, 3, coarseBytes, ones);
            fineD += Multiply(ref row, 3, fineBytes, ones);
        }

        var (factors, thresholds) = (Vector256.Create(factor), Vector256.Create(threshold));
        var (lowest, highest) = (Vector256.Create(lowerTerm), Vector256.Create(upperTerm));
        return Finish(a, fineA, 0, ref scales, factors, lowest, highest, thresholds, ref lower, ref upper)
            | (Finish(b, fineB, 1, ref scales, factors, lowest, highest, thresholds, ref lower, ref upper) << Width)
            | (Finish(c, fineC, 2, ref scales, factors, lowest, highest, thresholds, ref lower, ref upper) << (2 * Width))
            | (Finish(d, fineD, 3, ref scales, factors, lowest, highest, thresholds, ref lower, ref upper) << (3 * Width));
    }

    /// <summary>Returns the greatest of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Greatest(Vector256<float> values)
    {
        var four = Vector128.MaxNative(values.GetLower(), values.GetUpper());
        var two = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    private static Vector256<int> Zero => Vector256<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Multiply(ref byte row, nuint vector, Vector256<sbyte> query, Vector256<short> ones) =>
        Avx2.MultiplyAddAdjacent(
            Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref row, vector * (nuint)Vector256<byte>.Count), query), ones);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Bound(
        Vector256<int> a,
        Vector256<int> b,
        Vector256<int> c,
        Vector256<int> d,
        ref float scales,
        uint eligible,
        float factor,
        float term)
    {
        var boundA = Bound(a, ref scales, factor, term);
        var boundB = Bound(b, ref Unsafe.Add(ref scales, Width), factor, term);
        var boundC = Bound(c, ref Unsafe.Add(ref scales, 2 * Width), factor, term);
        var boundD = Bound(d, ref Unsafe.Add(ref scales, 3 * Width), factor, term);
        if (eligible != uint.MaxValue)
        {
            boundA = Keep(boundA, eligible);
            boundB = Keep(boundB, eligible >> Width);
            boundC = Keep(boundC, eligible >> (2 * Width));
            boundD = Keep(boundD, eligible >> (3 * Width));
        }

        return Greatest(Vector256.MaxNative(Vector256.MaxNative(boundA, boundB), Vector256.MaxNative(boundC, boundD)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Bound(Vector256<int> sums, ref float scales, float factor, float term) =>
        Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(sums), Vector256.Create(factor), Vector256.Create(term))
        * Vector256.LoadUnsafe(ref scales);

    // The lanes whose bits are set; the others are below everything.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Keep(Vector256<float> bounds, uint eligible)
    {
        var bits = Vector256.Create(1u, 2, 4, 8, 16, 32, 64, 128);
        return Vector256.ConditionalSelect(
            Vector256.Equals(Vector256.Create(eligible) & bits, bits).AsSingle(),
            bounds,
            Vector256.Create(float.NegativeInfinity));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Finish(
        Vector256<int> sums,
        Vector256<int> fineSums,
        nuint vector,
        ref float scales,
        Vector256<float> factors,
        Vector256<float> lowest,
        Vector256<float> highest,
        Vector256<float> thresholds,
        ref float lower,
        ref float upper)
    {
        var steps = Vector256.ConvertToSingle((sums * BoundQuery.FineSteps) + fineSums);
        var scale = Vector256.LoadUnsafe(ref scales, vector * Width);
        (Vector256.FusedMultiplyAdd(steps, factors, lowest) * scale).StoreUnsafe(ref lower, vector * Width);
        var high = Vector256.FusedMultiplyAdd(steps, factors, highest) * scale;
        high.StoreUnsafe(ref upper, vector * Width);
        return Vector256.GreaterThanOrEqual(high, thresholds).ExtractMostSignificantBits();
    }
}
