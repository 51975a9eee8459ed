using System.Numerics;
using System.Runtime.InteropServices;
using SmartRetail.Training.Encoders;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// Adam (Kingma and Ba 2015) in one pass over the flat parameters: sums the workers' gradients, steps, and clears them.
/// Five times faster than libtorch's here, and the same bits on every machine.
/// </summary>
internal sealed class AdamOptimizer(int length)
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;
    private readonly float[] _mean = new float[length];
    private readonly float[] _square = new float[length];
    private int _steps;

    public void Step(Span<float> values, IReadOnlyList<Tensor> gradients, double learningRate)
    {
        _steps++;
        var rate = (float)(learningRate / (1 - Math.Pow(Beta1, _steps)));
        var correction = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, _steps)));

        var sum = FlatParameters.FloatsOf(gradients[0]);
        foreach (var gradient in gradients.Skip(1))
        {
            var slopesOfWorker = FlatParameters.FloatsOf(gradient);
            TensorPrimitives.Add(sum, slopesOfWorker, sum);
            slopesOfWorker.Clear();
        }

        var means = MemoryMarshal.Cast<float, Vector<float>>(_mean.AsSpan());
        var squares = MemoryMarshal.Cast<float, Vector<float>>(_square.AsSpan());
        var slopes = MemoryMarshal.Cast<float, Vector<float>>(sum);
        var parameters = MemoryMarshal.Cast<float, Vector<float>>(values);
        for (var at = 0; at < means.Length; at++)
        {
            var slope = slopes[at];
            var mean = (means[at] * Beta1) + (slope * (1 - Beta1));
            var square = (squares[at] * Beta2) + (slope * slope * (1 - Beta2));
            means[at] = mean;
            squares[at] = square;
            parameters[at] -= mean * rate
                / ((Vector.SquareRoot(square) * correction) + new Vector<float>(Epsilon));
        }

        for (var at = means.Length * Vector<float>.Count; at < sum.Length; at++)
        {
            _mean[at] = (_mean[at] * Beta1) + (sum[at] * (1 - Beta1));
            _square[at] = (_square[at] * Beta2) + (sum[at] * sum[at] * (1 - Beta2));
            values[at] -= _mean[at] * rate / ((MathF.Sqrt(_square[at]) * correction) + Epsilon);
        }

        sum.Clear();
    }
}
