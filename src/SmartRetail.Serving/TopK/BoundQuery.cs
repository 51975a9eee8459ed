using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace SmartRetail.Serving.TopK;

/// <summary>
/// One query in integers, twice: in a signed byte for the scan, and in two for the few items that a scan finds. In an item's
/// scale its score is at most <see cref="Factor"/> × sum + <see cref="Term"/>, where sum is that of the products of the bytes.
/// </summary>
internal sealed class BoundQuery
{
    // Two products of an unsigned byte and a signed one are added up in 16 bits: 2 × 255 × 63 fits, 2 × 255 × 65 does not.
    private const int Greatest = 63;

    /// <summary>What a coarse byte counts in fine ones: then no fine one is beyond <see cref="Greatest"/> either.</summary>
    public const int FineSteps = 2 * Greatest;

    /// <summary>The most dimensions for which a sum in fine steps fits 32 bits.</summary>
    public const int MaxDimensions = 1_024;

    // A query so small that its products could lose digits is left to the scan of floats.
    private const float SmallestValue = 1e-12f;

    // Eight units in a float's last place: the sum as a float, both multiplications and the addition of the bound, each of
    // something no greater than the greatest sum.
    private const double Rounding = 8.0 / (1 << 24);

    public BoundQuery(ReadOnlySpan<float> query, BoundMatrix bounds)
    {
        var dimensions = bounds.Matrix.PaddedDimensions;
        Coarse = new int[dimensions / ProductBlocks.DimensionGroup];
        Fine = new int[dimensions / ProductBlocks.DimensionGroup];
        var coarseBytes = MemoryMarshal.Cast<int, sbyte>(Coarse.AsSpan());
        var fineBytes = MemoryMarshal.Cast<int, sbyte>(Fine.AsSpan());
        FineFactor = LargestOf(query) / (Greatest * FineSteps);
        Factor = FineFactor * FineSteps;
        var (norm, coarseError, fineError, coarseSum, fineSum) = (0.0, 0.0, 0.0, 0, 0);
        var perStep = 1.0 / FineFactor;
        for (var dimension = 0; dimension < query.Length; dimension++)
        {
            double exact = query[dimension];
            var steps = (int)Math.Round(exact * perStep);
            var coarse = (int)Math.Round(steps * (1.0 / FineSteps));
            coarseBytes[dimension] = (sbyte)coarse;
            fineBytes[dimension] = (sbyte)(steps - (coarse * FineSteps));
            norm += exact * exact;
            coarseError += Square(exact - ((double)Factor * coarse));
            fineError += Square(exact - ((double)FineFactor * steps));
            coarseSum += coarse;
            fineSum += steps;
        }

        // An exact score is itself a sum of rounded products.
        var length = Math.Sqrt(norm);
        var scoreRounding = length * (bounds.GreatestNorm + bounds.GreatestError) * (dimensions + 2) / (1 << 24);
        var rounding = scoreRounding + (Rounding * Factor * byte.MaxValue * Greatest * dimensions);
        var common = (length * bounds.GreatestError) + rounding;
        var coarseGap = common + (Math.Sqrt(coarseError) * bounds.GreatestNorm);
        var fineGap = common + (Math.Sqrt(fineError) * bounds.GreatestNorm);
        Gap = (float)(2 * coarseGap);
        Term = (float)(coarseGap - ((double)Factor * BoundMatrix.Offset * coarseSum));
        UpperTerm = (float)(fineGap - ((double)FineFactor * BoundMatrix.Offset * fineSum));
        LowerTerm = (float)(-fineGap - ((double)FineFactor * BoundMatrix.Offset * fineSum));
    }

    /// <summary>Four bytes in a number.</summary>
    public int[] Coarse { get; }

    /// <summary>What <see cref="Coarse"/> leaves over, four bytes in a number.</summary>
    public int[] Fine { get; }

    public float Factor { get; }

    public float Term { get; }

    /// <summary>In an item's scale its score is at most this much less than its upper bound.</summary>
    public float Gap { get; }

    public float FineFactor { get; }

    /// <summary>With <see cref="FineFactor"/> and the sum in fine steps: the score is at most this.</summary>
    public float UpperTerm { get; }

    /// <summary>The score is at least this.</summary>
    public float LowerTerm { get; }

    /// <summary>Whether bounds of these queries are sure to hold.</summary>
    public static bool CanBound(ReadOnlySpan<float> queries, int dimensions)
    {
        for (var start = 0; start < queries.Length; start += dimensions)
        {
            if (LargestOf(queries.Slice(start, dimensions)) < SmallestValue)
            {
                return false;
            }
        }

        return true;
    }

    // The value of the largest magnitude has its sign.
    private static float LargestOf(ReadOnlySpan<float> query) => Math.Abs(TensorPrimitives.MaxMagnitude(query));

    private static double Square(double value) => value * value;
}
