namespace SmartRetail.Recommender.Metrics;

/// <summary>
/// 95 % intervals of means over cases: cases drawn anew, with replacement, 1,000 times (Efron and Tibshirani 1993,
/// percentile method).
/// </summary>
internal static class BootstrapInterval
{
    public const int Draws = 1_000;

    /// <summary>The interval of each series' mean. One draw takes the same cases from all series.</summary>
    /// <param name="series">The values of each case; all series have the same number.</param>
    public static (double Low, double High)[] Of(IReadOnlyList<double[]> series, int seed)
    {
        var cases = series[0].Length;
        var random = new Random(seed);
        var means = Array.ConvertAll([.. series], _ => new double[Draws]);
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var at = 0; at < cases; at++)
            {
                var drawn = random.Next(cases);
                for (var one = 0; one < means.Length; one++)
                {
                    means[one][draw] += series[one][drawn] / cases;
                }
            }
        }

        return Array.ConvertAll(means, values =>
        {
            Array.Sort(values);
            return (values[Draws * 25 / 1_000], values[Draws * 975 / 1_000]);
        });
    }
}
