using System.Numerics.Tensors;

namespace SmartRetail.Serving.TopK;

/// <summary>
/// A row of floats for each product, and the number that its dot product with a query is multiplied with: the score. Never
/// changes. The floats are kept twice: in blocks (<see cref="ProductBlocks"/>) for whoever reads all of them, and as rows for
/// the encoder and for single scores, which would else wait for a cache line for each dimension.
/// </summary>
internal sealed class ProductMatrix : IProductRows
{
    /// <summary>The greatest norm of a row, scaled or not, and of a query: with it no score overflows.</summary>
    public const float MaxNorm = 1e15f;

    private readonly float[] _rows;
    private readonly AlignedArray<float> _blocks;
    private readonly AlignedArray<float> _scales;

    /// <param name="rows">Row by row; kept, not copied.</param>
    /// <param name="scales">One for each product; all 1 where it is empty.</param>
    /// <exception cref="ArgumentException">
    /// A row, or its multiple, is not finite or its norm is above <see cref="MaxNorm"/>; a scale is negative.
    /// </exception>
    public ProductMatrix(float[] rows, int dimensions, ReadOnlySpan<float> scales = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length % dimensions, 0, nameof(rows));
        _rows = rows;
        Items = rows.Length / dimensions;
        Dimensions = dimensions;
        PaddedDimensions = ProductBlocks.PadDimensions(dimensions);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scales.IsEmpty ? Items : scales.Length, Items, nameof(scales));
        _blocks = new((long)Blocks * BlockLength);
        _scales = new((long)Blocks * ProductBlocks.Size);
        _scales.Span.Fill(1);
        scales.CopyTo(_scales.Span);
        for (var item = 0; item < Items; item++)
        {
            var row = RowOf(item);
            Check(item, TensorPrimitives.Norm(row), _scales.Span[item]);
            var places = _blocks.Span[((item / ProductBlocks.Size * BlockLength) + (item % ProductBlocks.Size))..];
            for (var dimension = 0; dimension < row.Length; dimension++)
            {
                places[dimension * ProductBlocks.Size] = row[dimension];
            }
        }
    }

    public int Items { get; }

    public int Dimensions { get; }

    /// <summary>With those that are 0 for all.</summary>
    public int PaddedDimensions { get; }

    public int Blocks => ProductBlocks.CountFor(Items);

    /// <summary>The floats of one block.</summary>
    public int BlockLength => PaddedDimensions * ProductBlocks.Size;

    public AlignedArray<float> Values => _blocks;

    public AlignedArray<float> Scales => _scales;

    public void Read(int item, Span<float> row) => RowOf(item).CopyTo(row);

    public ReadOnlySpan<float> RowOf(int item) => _rows.AsSpan(item * Dimensions, Dimensions);

    /// <summary>Returns an item's score, to the bit as a scan has it.</summary>
    public float ScoreOf(int item, ReadOnlySpan<float> query)
    {
        var row = RowOf(item);
        var sum = 0f;
        for (var at = 0; at < row.Length; at++)
        {
            sum = MathF.FusedMultiplyAdd(row[at], query[at], sum);
        }

        return sum * _scales.Span[item];
    }

    /// <exception cref="ArgumentException">
    /// They are no whole number of queries, or one is not finite or its norm is above <see cref="MaxNorm"/>.
    /// </exception>
    public void CheckQueries(ReadOnlySpan<float> queries)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(queries.Length % Dimensions, 0, nameof(queries));
        for (var start = 0; start < queries.Length; start += Dimensions)
        {
            var norm = TensorPrimitives.Norm(queries.Slice(start, Dimensions));
            if (!(norm <= MaxNorm))
            {
                throw new ArgumentException($"query {start / Dimensions} has the norm {norm}", nameof(queries));
            }
        }
    }

    private static void Check(int item, float norm, float scale)
    {
        // Written so that NaN fails.
        if (!(scale >= 0 && norm <= MaxNorm && norm * scale <= MaxNorm))
        {
            throw new ArgumentException($"the row of item {item} has the norm {norm} and the scale {scale}");
        }
    }
}
