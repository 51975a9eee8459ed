using SmartRetail.Training.Encoders;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace SmartRetail.Training.Fitting;

/// <summary>Plain stochastic gradient descent. It remembers nothing.</summary>
internal sealed class GradientDescent : IOptimizer
{
    public IReadOnlyList<Array> State => [];

    public void CatchUp(FlatParameters parameters, int table, ReadOnlySpan<int> rows, double learningRate)
    {
        // Without momentum a row stays where it is until it has a gradient.
    }

    public void Step(FlatParameters parameters, Gradients gradients, double learningRate)
    {
        var rate = -(float)learningRate;
        var values = parameters.Values;
        var dense = values[parameters.Layout.TablesLength..];
        TensorPrimitives.MultiplyAdd(gradients.DenseValues, rate, dense, dense);
        var offset = 0;
        foreach (var table in gradients.Tables)
        {
            foreach (var row in table.Touched)
            {
                var target = values.Slice(offset + (row * table.Width), table.Width);
                TensorPrimitives.MultiplyAdd(table[row], rate, target, target);
            }

            offset += table.Rows * table.Width;
        }
    }

    public void StepAll(FlatParameters parameters, ReadOnlySpan<float> gradient, double learningRate) =>
        TensorPrimitives.MultiplyAdd(gradient, -(float)learningRate, parameters.Values, parameters.Values);
}
