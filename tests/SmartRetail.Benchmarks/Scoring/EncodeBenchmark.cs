using System.Diagnostics;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Serving;
using SmartRetail.Training.Native;

namespace SmartRetail.Benchmarks.Scoring;

/// <summary>
/// How many customers a second are scored by a model when those who ask at once share its calls, beside a call for each.
/// </summary>
internal static class EncodeBenchmark
{
    private const int MaxLength = 50;
    private const int ShortLength = 10;
    private const int SampleProducts = 3_659;
    private const int ManyProducts = 100_000;
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(250);

    public static async Task RunAsync(string[] arguments)
    {
        var options = BenchmarkArguments.Parse(arguments);
        TorchNative.Load();
        var serving = new ServingOptions();
        var report = new BenchmarkReport("encode") { Headline = Measure(64, SampleProducts, ShortLength) };
        report.AddCondition("network", "sasrec, 2 layers of 64 dimensions");
        report.AddCondition("histories", $"1 to the longest length, evenly");
        report.AddCondition("calls at once", serving.CallsAtOnce);
        report.AddCondition("most customers a call", serving.MaxBatch);
        foreach (var products in new[] { SampleProducts, ManyProducts })
        {
            var model = await GeneratedModel.CreateAsync(products, serving);
            report.AddCondition($"greatest difference of a logit, {products} products", await CompareAsync(model));
            foreach (var length in new[] { ShortLength, MaxLength })
            {
                foreach (var callers in new[] { 1, 8, 64 })
                {
                    var histories = Generate(products, length);
                    var rates = await Turns.MeasureAsync(
                        options.Duration ?? Default,
                        () => RateAsync(model, histories, callers, ScoreSharedAsync),
                        () => RateAsync(model, histories, callers, ScoreAlone));
                    report.AddRate(Measure(callers, products, length), rates[0], rates[1]);
                }
            }
        }

        await report.WriteAsync(options);
    }

    private static string Measure(int callers, int products, int length) =>
        $"{callers} callers, {products} products, histories to {length}, customers/s";

    private static ValueTask ScoreSharedAsync(ISequenceModel model, InteractionSequence history, float[] logits) =>
        model.ScoreAsync(history, logits);

    private static ValueTask ScoreAlone(ISequenceModel model, InteractionSequence history, float[] logits)
    {
        model.Score([history], logits);
        return ValueTask.CompletedTask;
    }

    /// <summary>Each caller asks for the next customer when it has the last one, in a turn of its own, as grains do.</summary>
    private static async Task<double> RateAsync(
        ISequenceModel model,
        InteractionSequence[] histories,
        int callers,
        Func<ISequenceModel, InteractionSequence, float[], ValueTask> score)
    {
        var watch = Stopwatch.StartNew();
        var scored = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var logits = new float[model.Items];
            var done = 0;
            for (; watch.Elapsed < Round; done++)
            {
                await score(model, histories[((caller * 101) + done) % histories.Length], logits);
                await Task.Yield();
            }

            return done;
        })));
        return scored.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static async Task<float> CompareAsync(ISequenceModel model)
    {
        var histories = Generate(model.Items, MaxLength)[..64];
        var differences = await Task.WhenAll(histories.Select(history => Task.Run(async () =>
        {
            var (shared, alone) = (new float[model.Items], new float[model.Items]);
            await model.ScoreAsync(history, shared);
            model.Score([history], alone);
            return shared.Zip(alone, (one, other) => Math.Abs(one - other)).Max();
        })));
        return differences.Max();
    }

    private static InteractionSequence[] Generate(int products, int length)
    {
        var random = new Random(1);
        return
        [
            .. Enumerable.Range(0, 1_000).Select(_ => InteractionSequence.Of(
                [.. Enumerable.Range(0, random.Next(1, length + 1)).Select(_ => random.Next(products))])),
        ];
    }
}
