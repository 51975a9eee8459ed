using System.Diagnostics;

namespace SmartRetail.Benchmarks.TopK;

/// <summary>A turn of one variant: calls for some hundredths of a second, of which the fastest counts.</summary>
internal static class Calls
{
    public static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(30);

    /// <returns>Makes a turn and returns microseconds.</returns>
    public static Func<Task<double>> Of(Action call) => () =>
    {
        var fastest = TimeSpan.MaxValue;
        var started = Stopwatch.GetTimestamp();
        do
        {
            var before = Stopwatch.GetTimestamp();
            call();
            var elapsed = Stopwatch.GetElapsedTime(before);
            fastest = elapsed < fastest ? elapsed : fastest;
        }
        while (Stopwatch.GetElapsedTime(started) < Turn);

        return Task.FromResult(fastest.TotalMicroseconds);
    };
}
