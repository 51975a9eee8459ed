using System.Collections.Concurrent;

namespace SmartRetail.LoadTests;

/// <summary>What was seen: calls with their times, tiers, and promises that were not kept.</summary>
internal sealed class Figures
{
    private const int MaxPrintedViolations = 20;

    private readonly ConcurrentDictionary<string, ConcurrentBag<double>> _milliseconds = new();
    private readonly ConcurrentDictionary<string, int> _tiers = new();
    private int _sessions;
    private int _unavailable;

    public ConcurrentQueue<string> Violations { get; } = new();

    public int Sessions => _sessions;

    public void AddCall(string operation, TimeSpan took) =>
        _milliseconds.GetOrAdd(operation, _ => []).Add(took.TotalMilliseconds);

    public void AddTier(string tier) => _tiers.AddOrUpdate(tier, 1, (_, count) => count + 1);

    public void AddSession() => Interlocked.Increment(ref _sessions);

    public void AddUnavailable() => Interlocked.Increment(ref _unavailable);

    public void AddViolation(string what) => Violations.Enqueue(what);

    public void Print(TextWriter output, TimeSpan took)
    {
        output.WriteLine($"{_sessions} sessions in {took.TotalSeconds:0.0} s; {_unavailable} answers asked to come again");
        output.WriteLine($"{"call",-10} {"count",8} {"per s",9} {"p50 ms",8} {"p95 ms",8} {"p99 ms",8} {"max ms",8}");
        foreach (var (operation, times) in _milliseconds.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            double[] sorted = [.. times.Order()];
            output.WriteLine(
                $"{operation,-10} {sorted.Length,8} {sorted.Length / took.TotalSeconds,9:0.0} {At(sorted, 0.50),8:0.0} "
                + $"{At(sorted, 0.95),8:0.0} {At(sorted, 0.99),8:0.0} {sorted[^1],8:0.0}");
        }

        output.WriteLine("tiers: " + string.Join(
            ", ", _tiers.OrderBy(tier => tier.Key, StringComparer.Ordinal).Select(tier => $"{tier.Key} {tier.Value}")));
        output.WriteLine($"{Violations.Count} violations");
        foreach (var violation in Violations.Take(MaxPrintedViolations))
        {
            output.WriteLine($"  {violation}");
        }
    }

    /// <summary>The nearest-rank percentile.</summary>
    private static double At(double[] sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
