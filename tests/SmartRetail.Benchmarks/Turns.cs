using System.Diagnostics;

namespace SmartRetail.Benchmarks;

/// <summary>
/// Runs variants in turns, so that what else the machine does meets all of them alike, and keeps each one's median.
/// </summary>
internal static class Turns
{
    private const int LeastRounds = 3;

    /// <summary>
    /// Runs a round that does not count, then rounds until the time is up. Each variant returns what it measured.
    /// </summary>
    /// <returns>The medians, in the order of the variants.</returns>
    public static async Task<double[]> MeasureAsync(TimeSpan duration, params Func<Task<double>>[] variants)
    {
        var measured = Array.ConvertAll(variants, _ => new List<double>());
        foreach (var variant in variants)
        {
            await variant();
        }

        var watch = Stopwatch.StartNew();
        while (measured[0].Count < LeastRounds || watch.Elapsed < duration)
        {
            for (var at = 0; at < variants.Length; at++)
            {
                measured[at].Add(await variants[at]());
            }
        }

        return Array.ConvertAll(measured, values => values.Order().ElementAt(values.Count / 2));
    }
}
