using SmartRetail.LoadTests.Measures;

namespace SmartRetail.LoadTests.Reports;

/// <summary>What a process took over a run, after the warm-up.</summary>
/// <param name="Cores">Processors busy for it, on average.</param>
/// <param name="MebibytesPerMinute">How fast its memory grew over the second half: the slope of a straight line.</param>
/// <param name="HandlesPerMinute">The same of its open files.</param>
internal sealed record ProcessReport(
    string Process, double Cores, double PeakMebibytes, double LastMebibytes, double MebibytesPerMinute, double HandlesPerMinute)
{
    /// <summary>The name of the process that the shoppers are in: no part of what is measured.</summary>
    public const string Generator = "generator";

    public static IReadOnlyList<ProcessReport> Of(IReadOnlyList<Moment> timeline) =>
    [
        .. timeline.Where(moment => moment.Second >= 0)
            .SelectMany(moment => moment.Processes.Select(sample => (moment.Second, Sample: sample)))
            .Where(each => each.Sample.Mebibytes > 0)
            .GroupBy(each => each.Sample.Process)
            .Select(process => Of(process.Key, [.. process])),
    ];

    private static ProcessReport Of(string process, List<(int Second, ProcessSample Sample)> samples)
    {
        var late = samples.Skip(samples.Count / 2).ToList();
        return new(
            process,
            Math.Round(samples.Average(each => each.Sample.Cores), 2),
            samples.Max(each => each.Sample.Mebibytes),
            samples[^1].Sample.Mebibytes,
            Slope(late, sample => sample.Mebibytes),
            Slope(late, sample => sample.Handles));
    }

    // Least squares, a minute.
    private static double Slope(List<(int Second, ProcessSample Sample)> samples, Func<ProcessSample, double> read)
    {
        var (meanTime, mean) = (samples.Average(each => each.Second / 60.0), samples.Average(each => read(each.Sample)));
        var spread = samples.Sum(each => Math.Pow((each.Second / 60.0) - meanTime, 2));
        return spread == 0
            ? 0
            : Math.Round(samples.Sum(each => ((each.Second / 60.0) - meanTime) * (read(each.Sample) - mean)) / spread, 2);
    }
}
