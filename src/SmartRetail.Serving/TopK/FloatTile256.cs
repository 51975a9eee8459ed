using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SmartRetail.Serving.TopK;

/// <summary>For AVX2: 16 registers, of which 12 are the sums of 6 queries with half a block.</summary>
internal readonly struct FloatTile256 : IFloatTile
{
    private const int Width = 8;

    public static int GroupSize => 6;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool ScoreOne(
        ref float block, ref float scales, ref float query, nuint dimensions, float threshold, ref float scores)
    {
        var (a, b, c, d) = (Zero, Zero, Zero, Zero);
        for (nuint dimension = 0; dimension < dimensions; dimension++)
        {
            var factor = Vector256.Create(Unsafe.Add(ref query, dimension));
            ref var row = ref Unsafe.Add(ref block, dimension * ProductBlocks.Size);
            a = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row), factor, a);
            b = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row, Width), factor, b);
            c = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row, 2 * Width), factor, c);
            d = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref row, 3 * Width), factor, d);
        }

        return Finish(a, b, ref scales, threshold, ref scores)
            | Finish(c, d, ref Unsafe.Add(ref scales, 2 * Width), threshold, ref Unsafe.Add(ref scores, 2 * Width));
    }

    public static bool ScoreGroup(
        ref float block, ref float scales, ref float queries, nuint dimensions, ref float thresholds, ref float scores) =>
        ScoreHalf(ref block, ref scales, ref queries, dimensions, ref thresholds, ref scores)
        | ScoreHalf(
            ref Unsafe.Add(ref block, 2 * Width),
            ref Unsafe.Add(ref scales, 2 * Width),
            ref queries,
            dimensions,
            ref thresholds,
            ref Unsafe.Add(ref scores, 2 * Width));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static bool ScoreHalf(
        ref float block, ref float scales, ref float queries, nuint dimensions, ref float thresholds, ref float scores)
    {
        var (low0, low1, low2, low3, low4, low5) = (Zero, Zero, Zero, Zero, Zero, Zero);
        var (high0, high1, high2, high3, high4, high5) = (Zero, Zero, Zero, Zero, Zero, Zero);
        for (nuint dimension = 0; dimension < dimensions; dimension++)
        {
            ref var row = ref Unsafe.Add(ref block, dimension * ProductBlocks.Size);
            var (low, high) = (Vector256.LoadUnsafe(ref row), Vector256.LoadUnsafe(ref row, Width));
            ref var query = ref Unsafe.Add(ref queries, dimension * 6);
            var factor = Vector256.Create(query);
            low0 = Vector256.FusedMultiplyAdd(low, factor, low0);
            high0 = Vector256.FusedMultiplyAdd(high, factor, high0);
            factor = Vector256.Create(Unsafe.Add(ref query, 1));
            low1 = Vector256.FusedMultiplyAdd(low, factor, low1);
            high1 = Vector256.FusedMultiplyAdd(high, factor, high1);
            factor = Vector256.Create(Unsafe.Add(ref query, 2));
            low2 = Vector256.FusedMultiplyAdd(low, factor, low2);
            high2 = Vector256.FusedMultiplyAdd(high, factor, high2);
            factor = Vector256.Create(Unsafe.Add(ref query, 3));
            low3 = Vector256.FusedMultiplyAdd(low, factor, low3);
            high3 = Vector256.FusedMultiplyAdd(high, factor, high3);
            factor = Vector256.Create(Unsafe.Add(ref query, 4));
            low4 = Vector256.FusedMultiplyAdd(low, factor, low4);
            high4 = Vector256.FusedMultiplyAdd(high, factor, high4);
            factor = Vector256.Create(Unsafe.Add(ref query, 5));
            low5 = Vector256.FusedMultiplyAdd(low, factor, low5);
            high5 = Vector256.FusedMultiplyAdd(high, factor, high5);
        }

        return Finish(low0, high0, ref scales, thresholds, ref scores)
            | Finish(low1, high1, ref scales, Unsafe.Add(ref thresholds, 1), ref Row(ref scores, 1))
            | Finish(low2, high2, ref scales, Unsafe.Add(ref thresholds, 2), ref Row(ref scores, 2))
            | Finish(low3, high3, ref scales, Unsafe.Add(ref thresholds, 3), ref Row(ref scores, 3))
            | Finish(low4, high4, ref scales, Unsafe.Add(ref thresholds, 4), ref Row(ref scores, 4))
            | Finish(low5, high5, ref scales, Unsafe.Add(ref thresholds, 5), ref Row(ref scores, 5));
    }

    private static Vector256<float> Zero => Vector256<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float Row(ref float scores, int query) => ref Unsafe.Add(ref scores, query * ProductBlocks.Size);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Finish(
        Vector256<float> low, Vector256<float> high, ref float scales, float threshold, ref float scores)
    {
        low *= Vector256.LoadUnsafe(ref scales);
        high *= Vector256.LoadUnsafe(ref scales, Width);
        low.StoreUnsafe(ref scores);
        high.StoreUnsafe(ref scores, Width);
        return Vector256.GreaterThanAny(Vector256.MaxNative(low, high), Vector256.Create(threshold));
    }
}
