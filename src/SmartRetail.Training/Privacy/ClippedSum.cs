using System.Numerics.Tensors;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Privacy;

/// <summary>
/// The sum of customers' gradients, over all parameters, in which none is longer than the clip norm: so much, and no more,
/// can the sum change by a customer's coming or going.
/// </summary>
internal sealed class ClippedSum(ParameterLayout layout, double clipNorm)
{
    // A float is right to 6·10⁻⁸, and the shortened gradient is to be no longer than the clip after rounding.
    private const double Safety = 1 - 1e-6;

    public float[] Values { get; } = new float[layout.Length];

    /// <summary>Adds one customer's gradient, shortened where it is too long. One that is not a number adds nothing.</summary>
    public void Add(Gradients gradients)
    {
        var squares = (double)TensorPrimitives.SumOfSquares<float>(gradients.DenseValues);
        foreach (var table in gradients.Tables)
        {
            foreach (var row in table.Touched)
            {
                squares += TensorPrimitives.SumOfSquares<float>(table[row]);
            }
        }

        var norm = Math.Sqrt(squares);
        if (!double.IsFinite(norm))
        {
            return;
        }

        var scale = norm > clipNorm * Safety ? (float)(clipNorm * Safety / norm) : 1;
        var dense = Values.AsSpan(layout.TablesLength);
        TensorPrimitives.MultiplyAdd(gradients.DenseValues, scale, dense, dense);
        var offset = 0;
        foreach (var table in gradients.Tables)
        {
            foreach (var row in table.Touched)
            {
                var sum = Values.AsSpan(offset + (row * table.Width), table.Width);
                TensorPrimitives.MultiplyAdd(table[row], scale, sum, sum);
            }

            offset += table.Rows * table.Width;
        }
    }
}
