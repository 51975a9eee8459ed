using System.Numerics.Tensors;

namespace SmartRetail.Recommender.Blending;

/// <summary>The negative log-likelihood of a conditional logit with its derivatives, summed case by case.</summary>
internal sealed class Objective(int width)
{
    public double Loss { get; private set; }

    public double[] Gradient { get; } = new double[width];

    /// <summary>Row by row; only complete after <see cref="Penalize"/>.</summary>
    public double[] Hessian { get; } = new double[width * width];

    public void Add(CaseTable table, double[] weights, double share)
    {
        var probabilities = new double[table.Candidates];
        for (var row = 0; row < probabilities.Length; row++)
        {
            probabilities[row] = ConditionalLogit.Dot(table[row], weights);
        }

        foreach (var row in table.Relevant)
        {
            Loss -= share * probabilities[row] / table.Relevant.Length;
        }

        var most = TensorPrimitives.Max<double>(probabilities);
        TensorPrimitives.Subtract(probabilities, most, probabilities);
        TensorPrimitives.Exp<double>(probabilities, probabilities);
        var sum = TensorPrimitives.Sum<double>(probabilities);
        Loss += share * (most + Math.Log(sum));

        // The gradient is the features' mean less those that came; the Hessian their covariance.
        var mean = new float[width];
        var squares = new float[width * width];
        for (var row = 0; row < probabilities.Length; row++)
        {
            var probability = (float)(probabilities[row] / sum);
            if (probability > 1e-7f)
            {
                AddRow(table[row], probability, mean, squares);
            }
        }

        for (var at = 0; at < width; at++)
        {
            Gradient[at] += share * mean[at];
            for (var other = 0; other <= at; other++)
            {
                var cell = (at * width) + other;
                Hessian[cell] += share * (squares[cell] - ((double)mean[at] * mean[other]));
            }
        }

        foreach (var row in table.Relevant)
        {
            for (var at = 0; at < width; at++)
            {
                Gradient[at] -= share * table[row][at] / table.Relevant.Length;
            }
        }
    }

    public void Add(Objective other)
    {
        Loss += other.Loss;
        TensorPrimitives.Add<double>(Gradient, other.Gradient, Gradient);
        TensorPrimitives.Add<double>(Hessian, other.Hessian, Hessian);
    }

    /// <summary>Adds the penalty and completes the Hessian above its diagonal.</summary>
    public void Penalize(double[] weights, double[] center, double[] penalty)
    {
        for (var at = 0; at < width; at++)
        {
            var away = weights[at] - center[at];
            Loss += 0.5 * penalty[at] * away * away;
            Gradient[at] += penalty[at] * away;
            Hessian[(at * width) + at] += penalty[at];
            for (var other = 0; other < at; other++)
            {
                Hessian[(other * width) + at] = Hessian[(at * width) + other];
            }
        }
    }

    private void AddRow(ReadOnlySpan<float> features, float probability, float[] mean, float[] squares)
    {
        for (var at = 0; at < features.Length; at++)
        {
            if (features[at] == 0)
            {
                continue;
            }

            var weighted = probability * features[at];
            mean[at] += weighted;
            var row = squares.AsSpan(at * width, at + 1);
            TensorPrimitives.MultiplyAdd(features[..(at + 1)], weighted, row, row);
        }
    }
}
