using HdrHistogram;
using SmartRetail.LoadTests.Calls;

namespace SmartRetail.LoadTests.Measures;

/// <summary>What was measured in a part of a run.</summary>
internal sealed class Totals
{
    private readonly LongHistogram[] _calls = [.. Enumerable.Range(0, CallKinds.Count).Select(_ => Meter.NewHistogram())];
    private readonly LongHistogram _reads = Meter.NewHistogram();
    private readonly LongHistogram _writes = Meter.NewHistogram();
    private readonly LongHistogram _starts = Meter.NewHistogram();
    private readonly Dictionary<string, int> _tiers = [];

    public int Failures { get; private set; }

    public int GivenUp { get; private set; }

    public Latency Reads => Latency.Of(_reads);

    public Latency Writes => Latency.Of(_writes);

    /// <summary>How late calls were sent.</summary>
    public Latency Starts => Latency.Of(_starts);

    public long Calls => _reads.TotalCount + _writes.TotalCount;

    /// <summary>Attempts that failed, of all.</summary>
    public double FailedShare => Calls == 0 ? 0 : Failures / (double)(Calls + Failures);

    public IReadOnlyDictionary<string, int> Tiers => _tiers;

    public IReadOnlyDictionary<string, Latency> ByKind => Enum.GetValues<CallKind>()
        .ToDictionary(kind => kind.ToString(), kind => Latency.Of(_calls[(int)kind]), StringComparer.Ordinal);

    public void Add(Interval interval)
    {
        for (var kind = 0; kind < _calls.Length; kind++)
        {
            _calls[kind].Add(interval.Calls[kind]);
        }

        _reads.Add(interval.Reads);
        _writes.Add(interval.Writes);
        _starts.Add(interval.Starts);
        Failures += interval.Failures;
        GivenUp += interval.GivenUp;
        foreach (var (tier, count) in interval.Tiers)
        {
            _tiers[tier] = _tiers.GetValueOrDefault(tier) + count;
        }
    }
}
