using System.Diagnostics;
using System.Text.Json.Nodes;

namespace SmartRetail.Benchmarks.Http;

/// <summary>
/// Puts given products in order for a known customer, one request after the other over HTTP: right after an interaction, so
/// that all is scored anew; once more, as for the next page of a search; and of a customer who is not in memory. The baseline
/// is what Metarank publishes of its own ranking, on hardware that it does not name.
/// </summary>
internal static class RankBenchmark
{
    private const string Name = "rank-100";

    // A process compiles its code anew for the first half of a minute.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(15);
    private static readonly (int Products, double MedianMilliseconds, double TailMilliseconds)[] Metarank =
        [(100, 7.2, 9.8), (300, 19.9, 23.7)];

    public static async Task RunAsync(string[] arguments)
    {
        var options = BenchmarkArguments.Parse(arguments);
        await using var silo = await SampleSilo.StartAsync();
        var api = new ShopApi(silo.Api);
        var report = new BenchmarkReport(Name) { Headline = "100 products after an interaction, p50, us" };
        silo.Describe(report);
        report.AddCondition("baseline", "Metarank's published p50 and p99, its hardware unknown");

        var random = new Random(1);
        var unread = new Queue<string>(silo.Customers);
        var known = Enumerable.Range(0, 100).Select(_ => unread.Dequeue()).ToList();
        var sizes = Array.ConvertAll(Metarank, _ => new Timings());
        await MeasureAsync(WarmUp, Array.ConvertAll(Metarank, _ => new Timings()));
        await MeasureAsync(options.Duration ?? Default, sizes);
        for (var at = 0; at < sizes.Length; at++)
        {
            var (products, median, tail) = Metarank[at];
            sizes[at].AddTo(report, products, median * 1_000, tail * 1_000);
        }

        await report.WriteAsync(options);

        async Task MeasureAsync(TimeSpan duration, Timings[] timings)
        {
            var watch = Stopwatch.StartNew();
            for (var request = 0; watch.Elapsed < duration; request++)
            {
                var timing = timings[request % timings.Length];
                var count = Metarank[request % timings.Length].Products;
                var customer = known[random.Next(known.Count)];
                await api.SendAsync(api.View(customer, Pick(1)[0]));
                await TimeAsync(timing.AfterInteraction, customer, count);
                await TimeAsync(timing.Again, customer, count);
                if (unread.TryDequeue(out var stranger))
                {
                    await TimeAsync(timing.NotInMemory, stranger, count);
                }
            }
        }

        async Task TimeAsync(Latencies latencies, string customer, int count)
        {
            var request = ShopApi.Rank(customer, Pick(count));
            var started = Stopwatch.GetTimestamp();
            var answer = await api.SendAsync(request);
            latencies.Add(started);
            Check(answer, count);
        }

        string[] Pick(int count) => random.GetItems([.. silo.Products], count);
    }

    // What is measured must be the real thing: by the model, all of them.
    private static void Check(byte[] answer, int count)
    {
        var list = JsonNode.Parse(answer)!;
        if ((string)list["tier"]! != "personal" || list["products"]!.AsArray().Count < count / 2)
        {
            throw new InvalidOperationException($"not ranked by the model: {list.ToJsonString()}");
        }
    }

    private sealed record Timings
    {
        public Latencies AfterInteraction { get; } = new();

        public Latencies Again { get; } = new();

        public Latencies NotInMemory { get; } = new();

        public void AddTo(BenchmarkReport report, int products, double median, double tail)
        {
            Add("after an interaction", AfterInteraction);
            Add("again", Again);
            Add("not in memory", NotInMemory);

            void Add(string when, Latencies latencies)
            {
                report.AddCondition($"requests, {products} products {when}", latencies.Count);
                report.AddCost($"{products} products {when}, p50, us", latencies.At(0.5), median);
                report.AddCost($"{products} products {when}, p99, us", latencies.At(0.99), tail);
            }
        }
    }
}
