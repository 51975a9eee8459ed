namespace SmartRetail.Recommender.Blending;

/// <summary>
/// The conditional logit (McFadden 1974): an item i of a case comes with probability exp(w · x_i) over the sum of the
/// same over its candidates. The weights maximize the mean over the cases of the relevant items' mean log-likelihood,
/// less l/2 · Σ (s_f (w_f - prior_f))² with s_f the feature's root mean square; a convex problem, solved by Newton's
/// method, with the same result however many threads take part.
/// </summary>
internal sealed class ConditionalLogit(double shrinkage, int threads)
{
    private const int MaxSteps = 30;
    private const int Chunks = 16;
    private const double SmallestGain = 1e-7;

    /// <param name="prior">The weights that are taken without evidence against them.</param>
    public double[] Fit(IReadOnlyList<CaseTable> cases, ReadOnlySpan<double> prior, CancellationToken cancellationToken)
    {
        var center = prior.ToArray();
        var penalty = Array.ConvertAll(MeanSquares(cases, center.Length), square => shrinkage * Math.Max(square, 1e-6));
        var weights = prior.ToArray();
        var current = Evaluate(cases, weights, center, penalty, cancellationToken);
        for (var step = 0; step < MaxSteps; step++)
        {
            var direction = Cholesky.Solve(current.Hessian, current.Gradient);
            var length = 1.0;
            var (next, reached) = Move();
            // Newton's step may overshoot far from the optimum; half of it is a descent sooner or later.
            while (!(reached.Loss <= current.Loss) && length > 1e-4)
            {
                length /= 2;
                (next, reached) = Move();
            }

            var gain = current.Loss - reached.Loss;
            if (!(gain > SmallestGain))
            {
                break;
            }

            (weights, current) = (next, reached);

            (double[] Weights, Objective Reached) Move()
            {
                var moved = new double[weights.Length];
                for (var at = 0; at < moved.Length; at++)
                {
                    moved[at] = weights[at] - (length * direction[at]);
                }

                return (moved, Evaluate(cases, moved, center, penalty, cancellationToken));
            }
        }

        return weights;
    }

    public static double Dot(ReadOnlySpan<float> features, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var at = 0; at < features.Length; at++)
        {
            sum += features[at] * weights[at];
        }

        return sum;
    }

    private static double[] MeanSquares(IReadOnlyList<CaseTable> cases, int width)
    {
        var squares = new double[width];
        foreach (var table in cases)
        {
            for (var row = 0; row < table.Candidates; row++)
            {
                var features = table[row];
                for (var at = 0; at < width; at++)
                {
                    squares[at] += features[at] * (double)features[at] / table.Candidates / cases.Count;
                }
            }
        }

        return squares;
    }

    private Objective Evaluate(
        IReadOnlyList<CaseTable> cases,
        double[] weights,
        double[] center,
        double[] penalty,
        CancellationToken cancellationToken)
    {
        var parts = new Objective[Chunks];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, Chunks, options, chunk =>
        {
            parts[chunk] = new(weights.Length);
            for (var at = chunk; at < cases.Count; at += Chunks)
            {
                parts[chunk].Add(cases[at], weights, 1.0 / cases.Count);
            }
        });

        var total = new Objective(weights.Length);
        foreach (var part in parts)
        {
            total.Add(part);
        }

        total.Penalize(weights, center, penalty);
        return total;
    }
}
