using System.Collections.Immutable;

namespace SmartRetail.Grains.Operations;

/// <summary>The newest durations of one kind of call, for percentiles. Exact over its window; lock-free to write.</summary>
internal sealed class LatencyWindow
{
    private const int Length = 4_096;

    private readonly float[] _milliseconds = new float[Length];
    private long _written;

    public void Add(TimeSpan duration) =>
        _milliseconds[(Interlocked.Increment(ref _written) - 1) % Length] = (float)duration.TotalMilliseconds;

    public ImmutableSortedDictionary<string, double> Percentiles()
    {
        var count = (int)Math.Min(Interlocked.Read(ref _written), Length);
        if (count == 0)
        {
            return ImmutableSortedDictionary<string, double>.Empty;
        }

        var sorted = _milliseconds.AsSpan(0, count).ToArray();
        Array.Sort(sorted);
        return ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
        [
            KeyValuePair.Create("p50", At(0.50)), KeyValuePair.Create("p95", At(0.95)), KeyValuePair.Create("p99", At(0.99)),
        ]);

        // Nearest rank: the smallest value that at least this share of the window does not exceed.
        double At(double share) => sorted[Math.Min(count - 1, (int)Math.Ceiling(share * count) - 1)];
    }
}
