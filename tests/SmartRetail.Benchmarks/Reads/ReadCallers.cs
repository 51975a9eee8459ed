using System.Diagnostics;

namespace SmartRetail.Benchmarks.Reads;

/// <summary>Callers that each ask for one customer after another, at random, and wait for each answer.</summary>
/// <param name="read">Asks for the customer of a number; completes with the answer.</param>
internal sealed class ReadCallers(int count, int customers, Func<int, Task> read)
{
    private int _turn;

    public async Task<ReadFigures> RunAsync(TimeSpan duration)
    {
        _turn++;
        var watch = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(
            Enumerable.Range(0, count).Select(caller => Task.Run(() => CallAsync(caller, watch, duration))));
        var elapsed = watch.Elapsed;
        var all = latencies.SelectMany(own => own).Order().ToList();
        return new(
            all.Count / elapsed.TotalSeconds,
            all[all.Count / 2].TotalMilliseconds,
            all[all.Count * 99 / 100].TotalMilliseconds,
            all.Average(latency => latency.TotalMilliseconds));
    }

    private async Task<List<TimeSpan>> CallAsync(int caller, Stopwatch watch, TimeSpan duration)
    {
        var random = new Random((_turn * count) + caller);
        var latencies = new List<TimeSpan>();
        var started = watch.Elapsed;
        while (started < duration)
        {
            await read(random.Next(customers));
            var ended = watch.Elapsed;
            latencies.Add(ended - started);
            started = ended;
        }

        return latencies;
    }
}
