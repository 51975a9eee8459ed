using System.Diagnostics;

namespace SmartRetail.Benchmarks.Http;

/// <summary>How long each call of a kind took, in microseconds.</summary>
internal sealed class Latencies
{
    private readonly List<double> _microseconds = [];

    public int Count => _microseconds.Count;

    /// <summary>Adds the time since a timestamp.</summary>
    public void Add(long since) => _microseconds.Add(Stopwatch.GetElapsedTime(since).TotalMicroseconds);

    /// <summary>The least time that a share of the calls, from 0 to 1, did not take longer than.</summary>
    public double At(double share)
    {
        var ordered = _microseconds.Order().ToList();
        return ordered[Math.Max(0, (int)Math.Ceiling(share * ordered.Count) - 1)];
    }
}
