using System.Numerics;
using System.Runtime.CompilerServices;

namespace SmartRetail.Benchmarks.TopK;

/// <summary>What a read of a table costs that does nothing with it: sums, of as many vectors at a time as hide their latency.</summary>
internal static class PlainRead
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static float Sum(ReadOnlySpan<float> table)
    {
        var (a, b, c, d) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        ref var first = ref Unsafe.AsRef(in table[0]);
        var width = Vector<float>.Count;
        for (var at = 0; at <= table.Length - (4 * width); at += 4 * width)
        {
            a += Vector.LoadUnsafe(ref first, (nuint)at);
            b += Vector.LoadUnsafe(ref first, (nuint)(at + width));
            c += Vector.LoadUnsafe(ref first, (nuint)(at + (2 * width)));
            d += Vector.LoadUnsafe(ref first, (nuint)(at + (3 * width)));
        }

        return Vector.Sum(a + b + c + d);
    }
}
