using SmartRetail.LoadTests.Measures;

namespace SmartRetail.LoadTests.Peers;

/// <summary>
/// Gorse's own benchmarks, against a store: one client that sends one request after another over HTTP on loopback. Cached
/// recommendations of a user with ten interactions, and batches of new feedback, each row of another user and durable when it is
/// answered. Gorse published its figures until 2025-12 (docs/benchmark.md) and did not name its hardware.
/// </summary>
internal static class GorseProtocol
{
    private const int Users = 100;
    private const int FeedbackOfUser = 10;
    private const int BatchWarmUps = 30;

    // A process compiles its code anew for the first half of a minute.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    private static readonly (int Items, double Best, double Worst)[] Reads = [(10, 0.34, 0.93), (100, 0.59, 1.98)];
    private static readonly (int Rows, double Best, double Worst)[] Inserts = [(10, 1.9, 32.9), (1_000, 24.0, 153.7)];

    /// <param name="products">That users view.</param>
    public static async Task<IReadOnlyList<PeerRow>> RunAsync(
        IPeerStore store, IReadOnlyList<string> products, TimeSpan perMeasure, CancellationToken cancellationToken)
    {
        var rows = new List<PeerRow>();
        for (var user = 0; user < Users; user++)
        {
            await store.InsertAsync(
                Enumerable.Range(0, FeedbackOfUser).Select(at => new PeerView($"gorse-{user}", $"first-{at}", products[(user + at) % products.Count])),
                cancellationToken);
        }

        var started = TimeProvider.System.GetTimestamp();
        for (var call = 0; TimeProvider.System.GetElapsedTime(started) < WarmUp; call++)
        {
            await RecommendAsync(call, Reads[call % Reads.Length].Items);
        }

        foreach (var (items, best, worst) in Reads)
        {
            rows.Add(await MeasureAsync($"cached recommendation, {items} items", best, worst, call => RecommendAsync(call, items)));
        }

        var batches = 0;
        foreach (var (size, best, worst) in Inserts)
        {
            for (var call = 0; call < BatchWarmUps; call++)
            {
                await InsertAsync(size);
            }

            rows.Add(await MeasureAsync($"insert feedback, {size} rows", best, worst, _ => InsertAsync(size)));
        }

        return rows;

        Task RecommendAsync(int call, int items) => store.RecommendAsync($"gorse-{call % Users}", items, cancellationToken);

        Task InsertAsync(int size)
        {
            var batch = batches++;
            return store.InsertAsync(
                Enumerable.Range(0, size).Select(user => new PeerView($"feedback-{user}", $"batch-{batch}", products[(user + batch) % products.Count])),
                cancellationToken);
        }

        async Task<PeerRow> MeasureAsync(string measure, double best, double worst, Func<int, Task> send)
        {
            var (histogram, begun) = (Meter.NewHistogram(), TimeProvider.System.GetTimestamp());
            for (var call = 0; TimeProvider.System.GetElapsedTime(begun) < perMeasure; call++)
            {
                var sent = TimeProvider.System.GetTimestamp();
                await send(call);
                histogram.RecordValue(Math.Max(1, (long)TimeProvider.System.GetElapsedTime(sent).TotalMicroseconds));
            }

            var latency = Latency.Of(histogram);
            return new(measure, (int)latency.Count, latency.Mean, latency.P99, best, worst);
        }
    }
}
