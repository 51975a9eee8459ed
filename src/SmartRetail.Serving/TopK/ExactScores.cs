using System.Runtime.CompilerServices;

namespace SmartRetail.Serving.TopK;

/// <summary>Scores of single items, to the bit as a scan has them.</summary>
internal static class ExactScores
{
    /// <summary>As many as are summed side by side: one alone would wait for its own sum and for memory.</summary>
    public const int Together = 8;

    /// <param name="items"><see cref="Together"/> of them.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Compute(ProductMatrix matrix, ReadOnlySpan<float> query, ReadOnlySpan<int> items, Span<float> scores)
    {
        var values = matrix.Values.Span;
        ref var a = ref values[matrix.FirstOf(items[0])];
        ref var b = ref values[matrix.FirstOf(items[1])];
        ref var c = ref values[matrix.FirstOf(items[2])];
        ref var d = ref values[matrix.FirstOf(items[3])];
        ref var e = ref values[matrix.FirstOf(items[4])];
        ref var f = ref values[matrix.FirstOf(items[5])];
        ref var g = ref values[matrix.FirstOf(items[6])];
        ref var h = ref values[matrix.FirstOf(items[7])];
        var (sumA, sumB, sumC, sumD, sumE, sumF, sumG, sumH) = (0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f);
        nuint place = 0;
        foreach (var factor in query)
        {
            sumA = MathF.FusedMultiplyAdd(Unsafe.Add(ref a, place), factor, sumA);
            sumB = MathF.FusedMultiplyAdd(Unsafe.Add(ref b, place), factor, sumB);
            sumC = MathF.FusedMultiplyAdd(Unsafe.Add(ref c, place), factor, sumC);
            sumD = MathF.FusedMultiplyAdd(Unsafe.Add(ref d, place), factor, sumD);
            sumE = MathF.FusedMultiplyAdd(Unsafe.Add(ref e, place), factor, sumE);
            sumF = MathF.FusedMultiplyAdd(Unsafe.Add(ref f, place), factor, sumF);
            sumG = MathF.FusedMultiplyAdd(Unsafe.Add(ref g, place), factor, sumG);
            sumH = MathF.FusedMultiplyAdd(Unsafe.Add(ref h, place), factor, sumH);
            place += ProductBlocks.Size;
        }

        (scores[0], scores[1], scores[2], scores[3]) = (sumA, sumB, sumC, sumD);
        (scores[4], scores[5], scores[6], scores[7]) = (sumE, sumF, sumG, sumH);
        for (var at = 0; at < items.Length; at++)
        {
            scores[at] *= matrix.Scales.Span[items[at]];
        }
    }
}
