using System.Diagnostics;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Benchmarks.Ingest;

/// <summary>Callers that each append one interaction after another and wait for its acknowledgement.</summary>
internal sealed class Callers(IInteractionLog log)
{
    public const int Count = 256;

    /// <summary>As fast as they can; returns acknowledged interactions a second.</summary>
    public async Task<double> RunAsync(TimeSpan duration)
    {
        var appended = 0L;
        var watch = Stopwatch.StartNew();
        await ForEachAsync(async caller =>
        {
            while (watch.Elapsed < duration)
            {
                await AppendAsync(caller);
                Interlocked.Increment(ref appended);
            }
        });
        return appended / watch.Elapsed.TotalSeconds;
    }

    /// <summary>
    /// At a given rate, all together; returns how long acknowledgements took, from the moment that an interaction was due
    /// if the one before it kept its caller waiting.
    /// </summary>
    public async Task<(TimeSpan P50, TimeSpan P99)> RunPacedAsync(double rate, TimeSpan duration)
    {
        var interval = TimeSpan.FromSeconds(Count / rate);
        var latencies = new List<TimeSpan>[Count];
        var watch = Stopwatch.StartNew();
        await ForEachAsync(async caller =>
        {
            var own = latencies[caller] = [];
            for (var due = interval * caller / Count; due < duration; due += interval)
            {
                var start = due;
                if (due - watch.Elapsed is { Ticks: > 0 } early)
                {
                    await Task.Delay(early);
                    start = watch.Elapsed;
                }

                await AppendAsync(caller);
                own.Add(watch.Elapsed - start);
            }
        });
        var all = latencies.SelectMany(own => own).Order().ToList();
        return (all[all.Count / 2], all[all.Count * 99 / 100]);
    }

    private Task<IReadOnlyList<AppendOutcome>> AppendAsync(int caller) =>
        log.AppendAsync(IngestBenchmark.Store, [IngestBenchmark.NextInteraction(caller)]);

    private static Task ForEachAsync(Func<int, Task> run) =>
        Task.WhenAll(Enumerable.Range(0, Count).Select(caller => Task.Run(() => run(caller))));
}
