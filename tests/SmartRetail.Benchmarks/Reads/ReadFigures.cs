namespace SmartRetail.Benchmarks.Reads;

/// <summary>What one turn measured: reads a second, and how long one took in milliseconds.</summary>
internal sealed record ReadFigures(double Rate, double P50, double P99, double Mean)
{
    /// <summary>Runs both sides in turns until the time is up; returns the median of each figure.</summary>
    public static async Task<(ReadFigures Ours, ReadFigures Baseline)> CompareAsync(
        TimeSpan duration, TimeSpan turn, ReadCallers ours, ReadCallers baseline)
    {
        await ours.RunAsync(turn);
        await baseline.RunAsync(turn);
        var turns = Math.Max(3, (int)(duration / turn / 2));
        var (own, others) = (new List<ReadFigures>(), new List<ReadFigures>());
        for (var round = 0; round < turns; round++)
        {
            own.Add(await ours.RunAsync(turn));
            others.Add(await baseline.RunAsync(turn));
        }

        return (Median(own), Median(others));
    }

    /// <summary>Adds a comparison of so many callers to a report: the rate and two percentiles.</summary>
    public static async Task CompareAsync(
        BenchmarkReport report, int callers, TimeSpan duration, TimeSpan turn, ReadCallers ours, ReadCallers baseline)
    {
        var (own, other) = await CompareAsync(duration, turn, ours, baseline);
        var name = callers == 1 ? "1 caller" : $"{callers} callers";
        if (callers > 1)
        {
            report.AddRate($"{name}, reads/s", own.Rate, other.Rate);
        }

        report.AddCost($"{name}, p50 us", own.P50 * 1_000, other.P50 * 1_000);
        report.AddCost($"{name}, p99 us", own.P99 * 1_000, other.P99 * 1_000);
    }

    private static ReadFigures Median(List<ReadFigures> turns) => new(
        Middle(turns, turn => turn.Rate),
        Middle(turns, turn => turn.P50),
        Middle(turns, turn => turn.P99),
        Middle(turns, turn => turn.Mean));

    private static double Middle(List<ReadFigures> turns, Func<ReadFigures, double> figure) =>
        turns.Select(figure).Order().ElementAt(turns.Count / 2);
}
