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
        var a = matrix.RowOf(items[0])[..query.Length];
        var b = matrix.RowOf(items[1])[..query.Length];
        var c = matrix.RowOf(items[2])[..query.Length];
        var d = matrix.RowOf(items[3])[..query.Length];
        var e = matrix.RowOf(items[4])[..query.Length];
        var f = matrix.RowOf(items[5])[..query.Length];
        var g = matrix.RowOf(items[6])[..query.Length];
        var h = matrix.RowOf(items[7])[..query.Length];
        var (sumA, sumB, sumC, sumD, sumE, sumF, sumG, sumH) = (0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f);
        for (var at = 0; at < query.Length; at++)
        {
            sumA = MathF.FusedMultiplyAdd(a[at], query[at], sumA);
            sumB = MathF.FusedMultiplyAdd(b[at], query[at], sumB);
            sumC = MathF.FusedMultiplyAdd(c[at], query[at], sumC);
            sumD = MathF.FusedMultiplyAdd(d[at], query[at], sumD);
            sumE = MathF.FusedMultiplyAdd(e[at], query[at], sumE);
            sumF = MathF.FusedMultiplyAdd(f[at], query[at], sumF);
            sumG = MathF.FusedMultiplyAdd(g[at], query[at], sumG);
            sumH = MathF.FusedMultiplyAdd(h[at], query[at], sumH);
        }

        (scores[0], scores[1], scores[2], scores[3]) = (sumA, sumB, sumC, sumD);
        (scores[4], scores[5], scores[6], scores[7]) = (sumE, sumF, sumG, sumH);
        for (var at = 0; at < items.Length; at++)
        {
            scores[at] *= matrix.Scales.Span[items[at]];
        }
    }
}
