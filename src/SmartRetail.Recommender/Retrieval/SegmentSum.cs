using System.Numerics.Tensors;

namespace SmartRetail.Recommender.Retrieval;

/// <summary>
/// The sum of exp(sharpness × score) over a segment of a model's items. Segments begin at the same items wherever they are
/// summed, and are added up in their order: so the sum over all is the same to the bit, however many have a part in it.
/// </summary>
/// <param name="Greatest">The greatest exponent of the segment.</param>
/// <param name="Sum">The sum of exp(exponent - greatest).</param>
[GenerateSerializer, Immutable, Alias("SegmentSum")]
public readonly record struct SegmentSum([property: Id(0)] float Greatest, [property: Id(1)] float Sum)
{
    /// <summary>Items a segment; the last one may have fewer.</summary>
    public const int Length = 64 * ItemBitmap.BlockSize;

    public static int CountFor(int items) => (items + Length - 1) / Length;

    /// <param name="scores">Of items from the begin of a segment on.</param>
    public static SegmentSum[] Of(ReadOnlySpan<float> scores, double sharpness)
    {
        var sums = new SegmentSum[CountFor(scores.Length)];
        Span<float> exponents = stackalloc float[Length];
        for (var segment = 0; segment < sums.Length; segment++)
        {
            var start = segment * Length;
            sums[segment] = Of(scores[start..Math.Min(start + Length, scores.Length)], sharpness, exponents);
        }

        return sums;
    }

    /// <returns>The logarithm of the sum over all segments, which are all in their order.</returns>
    public static double LogOfAll(ReadOnlySpan<SegmentSum> segments)
    {
        var greatest = double.NegativeInfinity;
        foreach (var segment in segments)
        {
            greatest = Math.Max(greatest, segment.Greatest);
        }

        var sum = 0.0;
        foreach (var segment in segments)
        {
            sum += segment.Sum * Math.Exp(segment.Greatest - greatest);
        }

        return greatest + Math.Log(sum);
    }

    /// <param name="exponents">Room for as many as there are scores.</param>
    private static SegmentSum Of(ReadOnlySpan<float> scores, double sharpness, Span<float> exponents)
    {
        exponents = exponents[..scores.Length];
        TensorPrimitives.Multiply(scores, (float)sharpness, exponents);
        var greatest = TensorPrimitives.Max<float>(exponents);
        TensorPrimitives.Subtract(exponents, greatest, exponents);
        TensorPrimitives.Exp<float>(exponents, exponents);
        return new(greatest, TensorPrimitives.Sum<float>(exponents));
    }
}
