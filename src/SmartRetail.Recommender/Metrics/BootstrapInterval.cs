using System.Numerics.Tensors;

namespace SmartRetail.Recommender.Metrics;

/// <summary>
/// 95 % intervals of means over cases: cases drawn anew, with replacement, 1,000 times (Efron and Tibshirani 1993,
/// percentile method).
/// </summary>
internal static class BootstrapInterval
{
    public const int Draws = 1_000;

    /// <summary>The interval of the mean of one value a case.</summary>
    public static (double Low, double High) Of(double[] values, int seed) => Of(new CaseScores(["value"], values), seed)[0];

    /// <summary>The interval of each metric's mean, in their order. One draw takes the same cases for all of them.</summary>
    public static (double Low, double High)[] Of(CaseScores scores, int seed)
    {
        var (cases, width) = (scores.Count, scores.Names.Count);
        var random = new Random(seed);
        var parts = new double[scores.Values.Length];
        TensorPrimitives.Divide(scores.Values, cases, parts);
        var drawn = new double[Draws * width];
        for (var draw = 0; draw < Draws; draw++)
        {
            var means = drawn.AsSpan(draw * width, width);
            for (var at = 0; at < cases; at++)
            {
                TensorPrimitives.Add(means, parts.AsSpan(random.Next(cases) * width, width), means);
            }
        }

        return [.. Enumerable.Range(0, width).Select(metric => EndsOf(drawn, metric, width))];
    }

    private static (double Low, double High) EndsOf(double[] drawn, int metric, int width)
    {
        var means = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            means[draw] = drawn[(draw * width) + metric];
        }

        Array.Sort(means);
        return (means[Draws * 25 / 1_000], means[Draws * 975 / 1_000]);
    }
}
