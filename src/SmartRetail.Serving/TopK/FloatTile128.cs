using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SmartRetail.Serving.TopK;

/// <summary>For every other processor; where it has no vectors the runtime takes the lanes one by one.</summary>
internal readonly struct FloatTile128 : IFloatTile
{
    private const int Width = 4;

    public static int GroupSize => 1;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool ScoreOne(
        ref float block, ref float scales, ref float query, nuint dimensions, float threshold, ref float scores)
    {
        var above = false;
        for (nuint part = 0; part < ProductBlocks.Size; part += 4 * Width)
        {
            var (a, b, c, d) = (Zero, Zero, Zero, Zero);
            for (nuint dimension = 0; dimension < dimensions; dimension++)
            {
                var factor = Vector128.Create(Unsafe.Add(ref query, dimension));
                ref var row = ref Unsafe.Add(ref block, (dimension * ProductBlocks.Size) + part);
                a = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref row), factor, a);
                b = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref row, Width), factor, b);
                c = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref row, 2 * Width), factor, c);
                d = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref row, 3 * Width), factor, d);
            }

            above |= Finish(a, ref scales, threshold, ref scores, part)
                | Finish(b, ref scales, threshold, ref scores, part + Width)
                | Finish(c, ref scales, threshold, ref scores, part + (2 * Width))
                | Finish(d, ref scales, threshold, ref scores, part + (3 * Width));
        }

        return above;
    }

    public static bool ScoreGroup(
        ref float block, ref float scales, ref float queries, nuint dimensions, ref float thresholds, ref float scores) =>
        ScoreOne(ref block, ref scales, ref queries, dimensions, thresholds, ref scores);

    private static Vector128<float> Zero => Vector128<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Finish(Vector128<float> sums, ref float scales, float threshold, ref float scores, nuint at)
    {
        sums *= Vector128.LoadUnsafe(ref scales, at);
        sums.StoreUnsafe(ref scores, at);
        return Vector128.GreaterThanAny(sums, Vector128.Create(threshold));
    }
}
