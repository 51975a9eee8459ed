using SmartRetail.LoadTests.Arrivals;
using SmartRetail.LoadTests.Calls;

namespace SmartRetail.LoadTests.Measures;

/// <summary>A run, second by second, and the sums since the warm-up or since they were asked to begin anew.</summary>
/// <param name="readJoules">The energy of the machine's processors until now; null where it may not be read.</param>
internal sealed class Timeline(
    Meter meter, ProcessWatch watch, Func<double>? readJoules, ArrivalSchedule schedule, RunTime time, TimeSpan warmUp)
{
    private readonly List<Moment> _moments = [];
    private TimeSpan _at;
    private double _units;
    private double _joules;

    /// <summary>Called with each second; from the thread that ticks.</summary>
    public Action<Moment>? Ticked { get; set; }

    public Totals Totals { get; private set; } = new();

    /// <summary>Since the warm-up, whatever was begun anew: the longest from a first attempt that failed to one that succeeded.</summary>
    public TimeSpan LongestUnavailable { get; private set; }

    /// <summary>As <see cref="LongestUnavailable"/>: the longest that anybody waited for an answer, in milliseconds.</summary>
    public double LongestWait { get; private set; }

    /// <summary>As <see cref="LongestUnavailable"/>: lists that were answered.</summary>
    public long Recommendations { get; private set; }

    public IReadOnlyList<Moment> Moments => _moments;

    /// <summary>Drops what was summed until now; what was not taken off yet as well.</summary>
    public void Restart()
    {
        Sum(meter.Take());
        Totals = new();
    }

    /// <summary>Takes off what came behind the last whole second.</summary>
    public void Finish() => Sum(meter.Take());

    /// <summary>Takes off what was measured since the last time, about a second ago.</summary>
    public void Tick()
    {
        var (now, units) = (time.Elapsed, schedule.Units);
        var passed = (now - _at).TotalSeconds;
        var isWarm = _at >= warmUp;
        var interval = meter.Take();
        if (isWarm)
        {
            Sum(interval);
        }

        var (reads, writes) = (Latency.Of(interval.Reads), Latency.Of(interval.Writes));
        var moment = new Moment(
            (int)Math.Round((_at - warmUp).TotalSeconds),
            Math.Round((units - _units) / passed, 1),
            Math.Round((reads.Count + writes.Count) / passed, 1),
            reads.P50,
            reads.P99,
            writes.P50,
            writes.P99,
            Latency.Of(interval.Starts).P99,
            interval.Failures,
            interval.Tiers.Where(tier => tier.Value > 0).ToDictionary(tier => tier.Key, tier => tier.Value, StringComparer.Ordinal),
            watch.Take(now),
            TakeJoules());
        (_at, _units) = (now, units);
        _moments.Add(moment);
        Ticked?.Invoke(moment);
    }

    private double? TakeJoules()
    {
        if (readJoules is null)
        {
            return null;
        }

        var before = _joules;
        _joules = readJoules();
        return Math.Round(_joules - before, 2);
    }

    private void Sum(Interval interval)
    {
        Totals.Add(interval);
        Recommendations += Enum.GetValues<CallKind>().Where(kind => kind.IsRecommendation).Sum(kind => interval.Calls[(int)kind].TotalCount);
        LongestWait = Math.Max(LongestWait, Math.Max(Latency.Of(interval.Reads).Max, Latency.Of(interval.Writes).Max));
        LongestUnavailable = TimeSpan.FromTicks(Math.Max(LongestUnavailable.Ticks, interval.LongestUnavailable.Ticks));
    }
}
