using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SmartRetail.Serving.TopK;

/// <summary>For AVX2: 8 sums, of 2 queries with four vectors of items.</summary>
internal readonly struct BoundTile256 : IBoundTile
{
    /// <summary>Items of which one vector has the sums.</summary>
    public const int Width = 8;

    private const int RowBytes = ProductBlocks.Size * ProductBlocks.DimensionGroup;

    public static bool IsSupported => Avx2.IsSupported;

    public static int GroupSize => 2;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static float BoundOne(
        ref byte block, ref float scales, ref int query, nuint groups, float factor, float term)
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

        return Bound(a, b, c, d, ref scales, factor, term);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void BoundGroup(
        ref byte block,
        ref float scales,
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

        bounds = Bound(a0, b0, c0, d0, ref scales, factors, terms);
        Unsafe.Add(ref bounds, stride) = Bound(
            a1, b1, c1, d1, ref scales, Unsafe.Add(ref factors, 1), Unsafe.Add(ref terms, 1));
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
    private static float Bound(
        Vector256<int> a,
        Vector256<int> b,
        Vector256<int> c,
        Vector256<int> d,
        ref float scales,
        float factor,
        float term)
    {
        var first = Vector256.MaxNative(
            Bound(a, ref scales, factor, term), Bound(b, ref Unsafe.Add(ref scales, Width), factor, term));
        var second = Vector256.MaxNative(
            Bound(c, ref Unsafe.Add(ref scales, 2 * Width), factor, term),
            Bound(d, ref Unsafe.Add(ref scales, 3 * Width), factor, term));
        return Greatest(Vector256.MaxNative(first, second));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Bound(Vector256<int> sums, ref float scales, float factor, float term) =>
        Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(sums), Vector256.Create(factor), Vector256.Create(term))
        * Vector256.LoadUnsafe(ref scales);

    /// <summary>Returns the greatest of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Greatest(Vector256<float> values)
    {
        var four = Vector128.MaxNative(values.GetLower(), values.GetUpper());
        var two = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }
}
