using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SmartRetail.Serving.TopK;

/// <summary>For AVX-512: 32 registers, of which 16 are the sums of 8 queries.</summary>
internal readonly struct FloatTile512 : IFloatTile
{
    private const int Width = 16;

    public static int GroupSize => 8;

    // One query waits for memory; wider vectors do not help it.
    public static bool ScoreOne(
        ref float block, ref float scales, ref float query, nuint dimensions, float threshold, ref float scores) =>
        FloatTile256.ScoreOne(ref block, ref scales, ref query, dimensions, threshold, ref scores);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool ScoreGroup(
        ref float block, ref float scales, ref float queries, nuint dimensions, ref float thresholds, ref float scores)
    {
        var (low0, low1, low2, low3) = (Zero, Zero, Zero, Zero);
        var (low4, low5, low6, low7) = (Zero, Zero, Zero, Zero);
        var (high0, high1, high2, high3) = (Zero, Zero, Zero, Zero);
        var (high4, high5, high6, high7) = (Zero, Zero, Zero, Zero);
        for (nuint dimension = 0; dimension < dimensions; dimension++)
        {
            ref var row = ref Unsafe.Add(ref block, dimension * ProductBlocks.Size);
            var (low, high) = (Vector512.LoadUnsafe(ref row), Vector512.LoadUnsafe(ref row, Width));
            ref var query = ref Unsafe.Add(ref queries, dimension * 8);
            var factor = Vector512.Create(query);
            low0 = Vector512.FusedMultiplyAdd(low, factor, low0);
            high0 = Vector512.FusedMultiplyAdd(high, factor, high0);
            factor = Vector512.Create(Unsafe.Add(ref query, 1));
            low1 = Vector512.FusedMultiplyAdd(low, factor, low1);
            high1 = Vector512.FusedMultiplyAdd(high, factor, high1);
            factor = Vector512.Create(Unsafe.Add(ref query, 2));
            low2 = Vector512.FusedMultiplyAdd(low, factor, low2);
            high2 = Vector512.FusedMultiplyAdd(high, factor, high2);
            factor = Vector512.Create(Unsafe.Add(ref query, 3));
            low3 = Vector512.FusedMultiplyAdd(low, factor, low3);
            high3 = Vector512.FusedMultiplyAdd(high, factor, high3);
            factor = Vector512.Create(Unsafe.Add(ref query, 4));
            low4 = Vector512.FusedMultiplyAdd(low, factor, low4);
            high4 = Vector512.FusedMultiplyAdd(high, factor, high4);
            factor = Vector512.Create(Unsafe.Add(ref query, 5));
            low5 = Vector512.FusedMultiplyAdd(low, factor, low5);
            high5 = Vector512.FusedMultiplyAdd(high, factor, high5);
            factor = Vector512.Create(Unsafe.Add(ref query, 6));
            low6 = Vector512.FusedMultiplyAdd(low, factor, low6);
            high6 = Vector512.FusedMultiplyAdd(high, factor, high6);
            factor = Vector512.Create(Unsafe.Add(ref query, 7));
            low7 = Vector512.FusedMultiplyAdd(low, factor, low7);
            high7 = Vector512.FusedMultiplyAdd(high, factor, high7);
        }

        return Finish(low0, high0, ref scales, thresholds, ref scores)
            | Finish(low1, high1, ref scales, Unsafe.Add(ref thresholds, 1), ref Row(ref scores, 1))
            | Finish(low2, high2, ref scales, Unsafe.Add(ref thresholds, 2), ref Row(ref scores, 2))
            | Finish(low3, high3, ref scales, Unsafe.Add(ref thresholds, 3), ref Row(ref scores, 3))
            | Finish(low4, high4, ref scales, Unsafe.Add(ref thresholds, 4), ref Row(ref scores, 4))
            | Finish(low5, high5, ref scales, Unsafe.Add(ref thresholds, 5), ref Row(ref scores, 5))
            | Finish(low6, high6, ref scales, Unsafe.Add(ref thresholds, 6), ref Row(ref scores, 6))
            | Finish(low7, high7, ref scales, Unsafe.Add(ref thresholds, 7), ref Row(ref scores, 7));
    }

    private static Vector512<float> Zero => Vector512<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float Row(ref float scores, int query) => ref Unsafe.Add(ref scores, query * ProductBlocks.Size);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Finish(
        Vector512<float> low, Vector512<float> high, ref float scales, float threshold, ref float scores)
    {
        low *= Vector512.LoadUnsafe(ref scales);
        high *= Vector512.LoadUnsafe(ref scales, Width);
        low.StoreUnsafe(ref scores);
        high.StoreUnsafe(ref scores, Width);
        return Vector512.GreaterThanAny(Vector512.MaxNative(low, high), Vector512.Create(threshold));
    }
}
