using System.Diagnostics;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Benchmarks.Ingest;

/// <summary>Callers that each record one interaction after another and wait for its acknowledgement.</summary>
/// <param name="record">Completes when the interaction is acknowledged.</param>
internal sealed class Callers(Func<Interaction, Task> record)
{
    public const int Count = 256;

    private static readonly string Payload = new('s', 100);

    /// <summary>A view with a session of 100 bytes, under an id that was not used before.</summary>
    public static Interaction NextInteraction(int caller) => new()
    {
        Id = new(Guid.NewGuid().ToString("N")),
        Customer = new($"c{caller}"),
        Kind = InteractionKind.View,
        Product = new("p"),
        Session = Payload,
        OccurredAt = TimeProvider.System.GetUtcNow(),
    };

    /// <summary>As fast as they can; returns acknowledged interactions a second.</summary>
    public async Task<double> RunAsync(TimeSpan duration)
    {
        var recorded = 0L;
        var watch = Stopwatch.StartNew();
        await ForEachAsync(async caller =>
        {
            while (watch.Elapsed < duration)
            {
                await record(NextInteraction(caller));
                Interlocked.Increment(ref recorded);
            }
        });
        return recorded / watch.Elapsed.TotalSeconds;
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

                await record(NextInteraction(caller));
                own.Add(watch.Elapsed - start);
            }
        });
        var all = latencies.SelectMany(own => own).Order().ToList();
        return (all[all.Count / 2], all[all.Count * 99 / 100]);
    }

    private static Task ForEachAsync(Func<int, Task> run) =>
        Task.WhenAll(Enumerable.Range(0, Count).Select(caller => Task.Run(() => run(caller))));
}
