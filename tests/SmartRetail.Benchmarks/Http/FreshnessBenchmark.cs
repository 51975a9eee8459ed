using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Serving;
using SmartRetail.Storage;

namespace SmartRetail.Benchmarks.Http;

/// <summary>
/// An interaction is posted, then recommendations are read that were ranked with it, over HTTP by one client: alone, and while
/// 500 others a second do the same. The read's baseline is the model's own call, encoding and scan, measured bare in this
/// process, and 1 ms; the pair's is 25 ms.
/// </summary>
internal static class FreshnessBenchmark
{
    private const int OthersPerSecond = 500;
    private const double ReadMargin = 1_000;
    private const double PairBound = 25_000;

    // A process compiles its code anew for the first half of a minute.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(string[] arguments)
    {
        var options = BenchmarkArguments.Parse(arguments);
        var duration = options.Duration ?? Default;
        await using var silo = await SampleSilo.StartAsync();
        var api = new ShopApi(silo.Api);
        var report = new BenchmarkReport("freshness") { Headline = "read alone, p50, us" };
        silo.Describe(report);

        var random = new Random(1);
        var own = silo.Customers.Take(100).ToList();
        var others = silo.Customers.Skip(100).ToList();
        var (alone, among) = (new Pair(), new Pair());
        await RepeatAsync(new(), WarmUp);
        await RepeatAsync(alone, duration);
        var bare = await MeasureBareAsync(silo);
        await using (var crowd = new OtherShoppers(OthersPerSecond, VisitOfOther))
        {
            await RepeatAsync(new(), WarmUp / 4);
            await RepeatAsync(among, duration);
            report.AddCondition("others served a second", Math.Round(crowd.Rate));
        }

        report.AddCondition("bare encoding and scan, p50, us", Math.Round(bare));
        report.AddCondition("visits alone", alone.Read.Count);
        report.AddCondition("visits among others", among.Read.Count);
        report.AddCost("read alone, p50, us", alone.Read.At(0.5), bare + ReadMargin);
        report.AddCost("pair alone, p99, us", alone.Both.At(0.99), PairBound);
        report.AddCost($"read among {OthersPerSecond} a second, p50, us", among.Read.At(0.5), bare + ReadMargin);
        report.AddCost($"pair among {OthersPerSecond} a second, p50, us", among.Both.At(0.5), PairBound);
        report.AddCost($"pair among {OthersPerSecond} a second, p99, us", among.Both.At(0.99), PairBound);
        await report.WriteAsync(options);

        async Task RepeatAsync(Pair pair, TimeSpan time)
        {
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < time;)
            {
                await VisitAsync(pair);
            }
        }

        async Task VisitAsync(Pair pair)
        {
            var customer = own[random.Next(own.Count)];
            var (view, read) = (api.View(customer, silo.Products[random.Next(silo.Products.Count)]), ShopApi.Recommend(customer));
            var started = Stopwatch.GetTimestamp();
            var recorded = await api.SendAsync(view);
            var acknowledged = Stopwatch.GetTimestamp();
            var list = await api.SendAsync(read);
            pair.Read.Add(acknowledged);
            pair.Both.Add(started);
            Check(JsonNode.Parse(recorded)!, JsonNode.Parse(list)!, customer);
        }

        async Task VisitOfOther(int number)
        {
            var customer = others[number % others.Count];
            await api.SendAsync(api.View(customer, silo.Products[number % silo.Products.Count]));
            await api.SendAsync(ShopApi.Recommend(customer));
        }
    }

    private static void Check(JsonNode recorded, JsonNode list, string customer)
    {
        var version = (long)recorded["profiles"]![customer]!;
        if ((long)list["profileVersion"]! < version || (string)list["tier"]! != "personal")
        {
            throw new InvalidOperationException($"version {version} was acknowledged before {list.ToJsonString()}");
        }
    }

    /// <summary>Returns the median time of the silo's own model for a long history, with one caller, in microseconds.</summary>
    private static async Task<double> MeasureBareAsync(SampleSilo silo)
    {
        await using var storage = await RetailStorage.OpenAsync(new() { DataFolder = silo.Silo.DataFolder });
        using var stored = await storage.Models.OpenAsync(SampleSilo.Store, new(new(1)))
            ?? throw new InvalidOperationException("the silo's model is not in its data folder");
        var model = await new OnnxModelLoader(Options.Create(new ServingOptions()), new(new Meter("benchmark")))
            .LoadAsync(stored, CancellationToken.None);
        var random = new Random(1);
        var logits = new float[model.Items];
        var times = new Latencies();
        for (var call = 0; call < 2_000; call++)
        {
            int[] items = [.. Enumerable.Range(0, stored.Manifest.MaxLength).Select(_ => random.Next(model.Items))];
            var started = Stopwatch.GetTimestamp();
            model.Score([InteractionSequence.Of(items)], logits);
            times.Add(started);
        }

        return times.At(0.5);
    }

    private sealed record Pair
    {
        public Latencies Read { get; } = new();

        public Latencies Both { get; } = new();
    }
}
