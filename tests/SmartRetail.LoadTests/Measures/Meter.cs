using HdrHistogram;
using SmartRetail.LoadTests.Calls;

namespace SmartRetail.LoadTests.Measures;

/// <summary>
/// What every call took from its intended start, counted by all shoppers at once and taken off once a second. A percentile is
/// exact to a thousandth of itself (HdrHistogram with 3 digits).
/// </summary>
internal sealed class Meter
{
    /// <summary>The longest latency that is told apart from longer ones.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private const int Digits = 3;

    private static readonly string[] Tiers = ["personal", "session", "counts", "popular"];

    private readonly Recorder[] _recorders = [.. Enumerable.Range(0, CallKinds.Count).Select(_ => NewRecorder())];
    private readonly Recorder _starts = NewRecorder();
    private readonly HistogramBase?[] _taken = new HistogramBase?[CallKinds.Count];
    private readonly int[] _tiers = new int[Tiers.Length];
    private HistogramBase? _takenStarts;
    private int _failures;
    private int _givenUp;
    private long _unavailableMicroseconds;

    public static LongHistogram NewHistogram() => new(1, ToMicroseconds(Longest), Digits);

    /// <param name="took">From the intended start to the answer, attempts that failed included.</param>
    public void AddCall(CallKind kind, TimeSpan took) => _recorders[(int)kind].RecordValue(ToMicroseconds(took));

    /// <summary>How much later than intended a call was sent: what the generator and the shopper's call before it cost.</summary>
    public void AddStart(TimeSpan late) => _starts.RecordValue(ToMicroseconds(late));

    /// <summary>An attempt was not answered as it should be, and is made again.</summary>
    public void AddFailure() => Interlocked.Increment(ref _failures);

    /// <summary>Nobody answered a call for so long that the shopper gave up.</summary>
    public void AddGivenUp() => Interlocked.Increment(ref _givenUp);

    /// <summary>A call was answered at last, so long after its first attempt failed.</summary>
    public void AddUnavailable(TimeSpan time)
    {
        var (seen, own) = (Volatile.Read(ref _unavailableMicroseconds), ToMicroseconds(time));
        while (own > seen && Interlocked.CompareExchange(ref _unavailableMicroseconds, own, seen) is var other && other != seen)
        {
            seen = other;
        }
    }

    public void AddTier(string tier)
    {
        Interlocked.Increment(ref _tiers[Math.Max(0, Array.IndexOf(Tiers, tier))]);
    }

    /// <summary>
    /// Returns what was counted since the last time, and begins anew. It is good until the next time: histograms are used again.
    /// </summary>
    public Interval Take() => new(
        [.. _recorders.Select((recorder, kind) => _taken[kind] = recorder.GetIntervalHistogram(_taken[kind]))],
        _takenStarts = _starts.GetIntervalHistogram(_takenStarts),
        Interlocked.Exchange(ref _failures, 0),
        Interlocked.Exchange(ref _givenUp, 0),
        TimeSpan.FromMicroseconds(Interlocked.Exchange(ref _unavailableMicroseconds, 0)),
        Tiers.Select((tier, at) => (tier, Interlocked.Exchange(ref _tiers[at], 0))).ToDictionary(each => each.tier, each => each.Item2));

    private static Recorder NewRecorder() => HistogramFactory.With64BitBucketSize()
        .WithValuesFrom(1)
        .WithValuesUpTo(ToMicroseconds(Longest))
        .WithPrecisionOf(Digits)
        .WithThreadSafeWrites()
        .WithThreadSafeReads()
        .Create();

    private static long ToMicroseconds(TimeSpan time) => Math.Clamp((long)time.TotalMicroseconds, 1, (long)Longest.TotalMicroseconds);
}
