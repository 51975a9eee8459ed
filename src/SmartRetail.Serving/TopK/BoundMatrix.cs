using System.Runtime.CompilerServices;

namespace SmartRetail.Serving.TopK;

/// <summary>
/// A byte for each float of a matrix, from which a score's upper bound is computed: a quarter of the bytes to read.
/// </summary>
/// <remarks>
/// With y an item's row times its scale, s = max |y| / 127 and v = round(y / s), a byte is v + 128. For a query q and its
/// approximation q' (<see cref="BoundQueries"/>), q·y = q'·sv + (q - q')·sv + q·(y - sv), and by Cauchy-Schwarz the last two
/// are at most s (|q - q'| ν + |q| ρ), where ν and ρ are the greatest |v| and |y/s - v| of all items.
/// </remarks>
internal sealed class BoundMatrix
{
    /// <summary>Added to the signed values, for the processor multiplies unsigned bytes with signed ones.</summary>
    public const int Offset = 128;

    private const int Greatest = 127;

    // Below it, floats would lose digits of products: what is that small is as good as 0, and ρ says by how much it is not.
    private const double SmallestScale = 1e-18;

    public BoundMatrix(ProductMatrix matrix)
    {
        Matrix = matrix;
        Bytes = new((long)matrix.Blocks * matrix.BlockLength);
        Scales = new((long)matrix.Blocks * ProductBlocks.Size);
        GreatestScales = new float[matrix.Blocks];
        Bytes.Span.Fill(Offset);
        for (var item = 0; item < matrix.Items; item++)
        {
            Quantize(item, matrix.RowOf(item), matrix.Scales.Span[item]);
        }
    }

    public ProductMatrix Matrix { get; }

    /// <summary>By block, then by group of four dimensions, then by item, then by dimension.</summary>
    public AlignedArray<byte> Bytes { get; }

    /// <summary>What an item's integers are multiplied with.</summary>
    public AlignedArray<float> Scales { get; }

    /// <summary>The greatest of each block's scales.</summary>
    public float[] GreatestScales { get; }

    /// <summary>The greatest norm of an item's integers: ν.</summary>
    public double GreatestNorm { get; private set; }

    /// <summary>The greatest norm of what rounding took from an item, in its scale: ρ.</summary>
    public double GreatestError { get; private set; }

    public ref byte BlockOf(int block) => ref Unsafe.Add(ref Bytes.First, (nint)block * Matrix.BlockLength);

    private void Quantize(int item, ReadOnlySpan<float> row, double factor)
    {
        var largest = 0.0;
        foreach (var value in row)
        {
            largest = Math.Max(largest, Math.Abs(value * factor));
        }

        // The float's own value is what the integers are of: its rounding is then none of the bound.
        var scale = (float)Math.Max(largest / Greatest, SmallestScale);
        Scales.Span[item] = scale;
        ref var greatest = ref GreatestScales[item / ProductBlocks.Size];
        greatest = Math.Max(greatest, scale);
        var (norm, error) = (0.0, 0.0);
        var block = Bytes.Span.Slice(item / ProductBlocks.Size * Matrix.BlockLength, Matrix.BlockLength);
        for (var dimension = 0; dimension < row.Length; dimension++)
        {
            var exact = row[dimension] * factor / scale;
            var rounded = Math.Clamp(Math.Round(exact), -Greatest, Greatest);
            norm += rounded * rounded;
            error += (exact - rounded) * (exact - rounded);
            block[PlaceOf(item, dimension)] = (byte)(rounded + Offset);
        }

        GreatestNorm = Math.Max(GreatestNorm, Math.Sqrt(norm));
        GreatestError = Math.Max(GreatestError, Math.Sqrt(error));
    }

    private static int PlaceOf(int item, int dimension) =>
        (((dimension / ProductBlocks.DimensionGroup * ProductBlocks.Size) + (item % ProductBlocks.Size))
            * ProductBlocks.DimensionGroup) + (dimension % ProductBlocks.DimensionGroup);
}
