using System.Diagnostics;
using System.Globalization;
using SmartRetail.Recommender.Retrieval;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Serving.Partitions;

namespace SmartRetail.Benchmarks.Partitions;

/// <summary>
/// What retrieval takes where two silos hold a half of the products each, beside one that holds all: the best of all products
/// and the sum of the softmax, for one caller and for several at once. Each list of the two must be that of the one. Both
/// silos are in this process and share its processors, so that no throughput can be won; the calls between them are real.
/// </summary>
internal static class SplitBenchmark
{
    private const int Count = 800;
    private const int Callers = 8;
    private static readonly int[] Sizes = [100_000, 1_000_000];
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(300);

    /// <param name="arguments">The duration is that of one comparison.</param>
    public static async Task RunAsync(BenchmarkArguments arguments)
    {
        var report = new BenchmarkReport("split") { Headline = Named(Sizes[^1], "1 caller, median µs") };
        report.AddCondition("baseline", "one silo that holds all products");
        report.AddCondition("list", Count);
        report.AddCondition("silos", "2, in one process, which share its processors");
        foreach (var size in Sizes)
        {
            using var models = new SplitModels(size);
            await using var silos = await SplitSilos.StartAsync(models);
            var whole = models.Load(new NoSilo(), size + 2_048);
            await whole.HoldAsync([0], CancellationToken.None);
            await CheckAsync(silos.Model, whole);
            var duration = arguments.Duration ?? Duration;
            var latencies = await Turns.MeasureAsync(
                duration, () => LatencyAsync(silos.Model), () => LatencyAsync(whole));
            report.AddCost(Named(size, "1 caller, median µs"), latencies[0], latencies[1]);
            var rates = await Turns.MeasureAsync(duration, () => RateAsync(silos.Model), () => RateAsync(whole));
            report.AddRate(Named(size, $"{Callers} callers, rankings a second"), rates[0], rates[1]);
            report.AddCost(Named(size, "MiB of vectors and bounds a silo"), MebibytesOf(silos.Model), MebibytesOf(whole));
        }

        await report.WriteAsync(arguments);
    }

    private static async Task CheckAsync(PartedModel split, PartedModel whole)
    {
        if (split.Held.Length != 1)
        {
            throw new InvalidOperationException($"the silo holds {split.Held.Length} of {split.Parts.Length} parts");
        }

        for (var item = 0; item < 20; item++)
        {
            var (found, sum) = await RetrieveAsync(split, item);
            var (expected, expectedSum) = await RetrieveAsync(whole, item);
            if (!found.SequenceEqual(expected) || sum != expectedSum)
            {
                throw new InvalidOperationException($"the list of item {item} is not that of one silo");
            }
        }
    }

    private static async Task<(IReadOnlyList<ScoredItem> Found, double Sum)> RetrieveAsync(PartedModel model, int item)
    {
        var all = ItemBitmap.All(model.Items);
        var scores = await model.ReadAsync(InteractionSequence.Of(item), CancellationToken.None);
        await scores.PrepareAsync(all, Count, sharpness: 1, CancellationToken.None);
        return (scores.Find(all, Count), scores.LogSum(1));
    }

    private static async Task<double> LatencyAsync(PartedModel model)
    {
        var times = new List<double>();
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < Turn)
        {
            var before = Stopwatch.GetTimestamp();
            await RetrieveAsync(model, times.Count);
            times.Add(Stopwatch.GetElapsedTime(before).TotalMicroseconds);
        }

        return times.Order().ElementAt(times.Count / 2);
    }

    private static async Task<double> RateAsync(PartedModel model)
    {
        var done = 0;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < Turn)
            {
                await RetrieveAsync(model, caller);
                Interlocked.Increment(ref done);
            }
        })));
        return done / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // Floats in blocks and as rows, a byte for each, and a scale of both kinds.
    private static double MebibytesOf(PartedModel model)
    {
        var bytes = (TopK.GeneratedProducts.Dimensions * 9.0) + 8;
        return model.Held.Sum(part => model.Parts[part].Count) * bytes / (1 << 20);
    }

    private static string Named(int size, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{size,9:N0} products, {what}");
}
