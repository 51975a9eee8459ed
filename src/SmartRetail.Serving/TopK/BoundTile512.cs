using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SmartRetail.Serving.TopK;

/// <summary>For AVX-512: 16 sums, of 8 queries with two vectors of items.</summary>
internal readonly struct BoundTile512 : IBoundTile
{
    private const int Width = 16;
    private const int RowBytes = ProductBlocks.Size * ProductBlocks.DimensionGroup;

    public static bool IsSupported => Avx512BW.IsSupported;

    public static int GroupSize => 8;

    // One query waits for memory; wider vectors do not help it.
    public static float BoundOne(
        ref byte block, ref float scales, uint eligible, ref int query, nuint groups, float factor, float term) =>
        BoundTile256.BoundOne(ref block, ref scales, eligible, ref query, groups, factor, term);

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

        Bound(low0, high0, ref scales, eligible, 0, ref factors, ref terms, ref bounds, stride);
        Bound(low1, high1, ref scales, eligible, 1, ref factors, ref terms, ref bounds, stride);
        Bound(low2, high2, ref scales, eligible, 2, ref factors, ref terms, ref bounds, stride);
        Bound(low3, high3, ref scales, eligible, 3, ref factors, ref terms, ref bounds, stride);
        Bound(low4, high4, ref scales, eligible, 4, ref factors, ref terms, ref bounds, stride);
        Bound(low5, high5, ref scales, eligible, 5, ref factors, ref terms, ref bounds, stride);
        Bound(low6, high6, ref scales, eligible, 6, ref factors, ref terms, ref bounds, stride);
        Bound(low7, high7, ref scales, eligible, 7, ref factors, ref terms, ref bounds, stride);
    }

    private static Vector512<int> Zero => Vector512<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Multiply(Vector512<byte> items, Vector512<sbyte> query, Vector512<short> ones) =>
        Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(items, query), ones);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Bound(
        Vector512<int> low,
        Vector512<int> high,
        ref float scales,
        uint eligible,
        nuint query,
        ref float factors,
        ref float terms,
        ref float bounds,
        nuint stride)
    {
        var (factor, term) = (Unsafe.Add(ref factors, query), Unsafe.Add(ref terms, query));
        var lowBound = Bound(low, ref scales, factor, term);
        var highBound = Bound(high, ref Unsafe.Add(ref scales, Width), factor, term);
        if (eligible != uint.MaxValue)
        {
            lowBound = Keep(lowBound, eligible);
            highBound = Keep(highBound, eligible >> Width);
        }

        var both = Vector512.MaxNative(lowBound, highBound);
        Unsafe.Add(ref bounds, query * stride) =
            BoundTile256.Greatest(Vector256.MaxNative(both.GetLower(), both.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Bound(Vector512<int> sums, ref float scales, float factor, float term) =>
        Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(sums), Vector512.Create(factor), Vector512.Create(term))
        * Vector512.LoadUnsafe(ref scales);

    // The lanes whose bits are set; the others are below everything.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Keep(Vector512<float> bounds, uint eligible)
    {
        var bits = Vector512.Create(
            1u, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 8_192, 16_384, 32_768);
        return Vector512.ConditionalSelect(
            Vector512.Equals(Vector512.Create(eligible) & bits, bits).AsSingle(),
            bounds,
            Vector512.Create(float.NegativeInfinity));
    }
}
