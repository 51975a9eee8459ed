using HdrHistogram;
using SmartRetail.LoadTests.Calls;

namespace SmartRetail.LoadTests.Measures;

/// <summary>What was measured in some time.</summary>
/// <param name="Calls">Latencies in microseconds, by <see cref="CallKind"/>.</param>
/// <param name="Starts">How late calls were sent, in microseconds.</param>
/// <param name="Failures">Attempts that failed and were made again.</param>
/// <param name="GivenUp">Calls that nobody answered until the shopper gave up.</param>
/// <param name="LongestUnavailable">From a first attempt that failed to the one that succeeded.</param>
/// <param name="Tiers">Recommendations by how much was known.</param>
internal sealed record Interval(
    IReadOnlyList<HistogramBase> Calls,
    HistogramBase Starts,
    int Failures,
    int GivenUp,
    TimeSpan LongestUnavailable,
    IReadOnlyDictionary<string, int> Tiers)
{
    public HistogramBase Reads { get; } = Sum(Calls.Where((_, kind) => !((CallKind)kind).IsWrite));

    public HistogramBase Writes { get; } = Sum(Calls.Where((_, kind) => ((CallKind)kind).IsWrite));

    private static LongHistogram Sum(IEnumerable<HistogramBase> parts)
    {
        var sum = Meter.NewHistogram();
        foreach (var part in parts.Where(part => part.TotalCount > 0))
        {
            sum.Add(part);
        }

        return sum;
    }
}
