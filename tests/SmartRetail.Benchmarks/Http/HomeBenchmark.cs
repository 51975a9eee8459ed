using System.Diagnostics;
using System.Globalization;

namespace SmartRetail.Benchmarks.Http;

/// <summary>
/// How long the shop's home takes, as a shopper's browser waits for it: of signed-in customers, right after they viewed a product,
/// so that all lists and their reasons are made anew; again, as after a look at the basket; and of newcomers. Beside what it may
/// take at the 95th percentile.
/// </summary>
internal static class HomeBenchmark
{
    private const double BudgetMicroseconds = 30_000;

    // A process compiles its code anew for the first half of a minute.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(string[] arguments)
    {
        var options = BenchmarkArguments.Parse(arguments);
        await using var silo = await SampleSilo.StartAsync();
        var shoppers = await ShopVisitor.SignInAllAsync(silo.Silo.Process.Address);
        var random = new Random(1);
        await MeasureAsync(WarmUp, new(), new(), new());
        var (acted, again, newcomer) = (new Latencies(), new Latencies(), new Latencies());
        await MeasureAsync(options.Duration ?? Default, acted, again, newcomer);

        var report = new BenchmarkReport("home") { Headline = "home after a view, p95, us" };
        silo.Describe(report);
        report.AddCondition("baseline", "what the home may take at the 95th percentile");
        Add("after a view", acted);
        Add("again", again);
        Add("of a newcomer", newcomer);
        await report.WriteAsync(options);
        foreach (var shopper in shoppers)
        {
            shopper.Dispose();
        }

        async Task MeasureAsync(TimeSpan duration, Latencies acted, Latencies again, Latencies newcomer)
        {
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < duration)
            {
                var shopper = shoppers[random.Next(shoppers.Count)];
                await shopper.ViewAsync(silo.Products[random.Next(silo.Products.Count)]);
                await shopper.TimeHomeAsync(acted);
                await shopper.TimeHomeAsync(again);
                using var stranger = new ShopVisitor(silo.Silo.Process.Address);
                await stranger.TimeHomeAsync(newcomer);
            }
        }

        void Add(string when, Latencies latencies)
        {
            report.AddCondition(string.Create(CultureInfo.InvariantCulture, $"pages {when}"), latencies.Count);
            report.AddCost($"home {when}, p50, us", latencies.At(0.5), BudgetMicroseconds);
            report.AddCost($"home {when}, p95, us", latencies.At(0.95), BudgetMicroseconds);
            report.AddCost($"home {when}, p99, us", latencies.At(0.99), BudgetMicroseconds);
        }
    }
}
