using System.Globalization;
using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;
using SmartRetail.Testing;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Native;

namespace SmartRetail.Benchmarks.TrainSpeed;

/// <summary>
/// What it costs to train anew after 10 % more interactions, from chance and from the model before: SASRec, 64 wide, Amazon Beauty
/// leave-one-out. The new interactions are the newest ones of some customers.
/// </summary>
internal static class WarmStartBenchmark
{
    private const double NewShare = 0.1;

    public static async Task RunAsync(string[] arguments)
    {
        var (seeds, epochs, rate) = (
            arguments is [var first, ..] ? int.Parse(first, CultureInfo.InvariantCulture) : 3,
            arguments is [_, var second, ..] ? int.Parse(second, CultureInfo.InvariantCulture) : (int?)null,
            arguments is [_, _, var third, ..] ? double.Parse(third, CultureInfo.InvariantCulture) : 1);
        TorchNative.Load();
        var split = new LeaveOneOutSplit().Split(
            await SequenceFile.ReadAsync(SharedFiles.Find("amazon-beauty", "Beauty.txt.gz")));
        var before = WithoutNewest(split.Training);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{before.Interactions} interactions before, {split.Training.Interactions} after"));
        for (var seed = 1; seed <= seeds; seed++)
        {
            var options = FitOptions.For(SasRec.Name) with { Dimensions = 64, Hidden = 256, Seed = seed };
            var (prior, _, _) = Fit(new(before, split.Validation, MaskSeen: true), options);
            using (prior)
            {
                var old = Ndcg(prior, split);
                var (cold, coldSeconds, coldEpochs) = Fit(new(split.Training, split.Validation, MaskSeen: true), options);
                var (warm, warmSeconds, warmEpochs) = Fit(
                    new(split.Training, split.Validation, MaskSeen: true, Prior: PriorParameters.Of(prior, before.Vocabulary)),
                    options with { IsWarm = true, Epochs = epochs, LearningRate = options.LearningRate * rate });
                using (cold)
                using (warm)
                {
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"seed {seed}: test ndcg@10 before {old:0.00000}, cold {Ndcg(cold, split):0.00000} in {coldSeconds:0.0} CPU s ({coldEpochs} epochs), warm {Ndcg(warm, split):0.00000} in {warmSeconds:0.0} CPU s ({warmEpochs} epochs), ratio {warmSeconds / coldSeconds:0.00}"));
                }
            }
        }
    }

    private static (FittedEncoder Fitted, double CpuSeconds, int Epochs) Fit(FitInput input, FitOptions options)
    {
        var begun = Environment.CpuUsage.TotalTime;
        var fitted = Architectures.Fit(SasRec.Name, options, input);
        return (fitted, (Environment.CpuUsage.TotalTime - begun).TotalSeconds, fitted.Epochs);
    }

    private static double Ndcg(FittedEncoder fitted, EvaluationSplit split)
    {
        using var scorer = fitted.CreateScorer();
        return new RankingEvaluator(split.Training.CountItems()).Evaluate(split.Test, scorer, maskSeen: true).Metrics["ndcg@10"];
    }

    private static SequenceDataset WithoutNewest(SequenceDataset data)
    {
        var items = new List<int>();
        var offsets = new List<int> { 0 };
        var left = (int)(data.Interactions * NewShare);
        for (var customer = 0; customer < data.Customers; customer++)
        {
            var own = data.ItemsOf(customer).Span;
            var isNew = left > 0 && own.Length > 1 && (uint)(customer * 2_654_435_761u) % 10 < 8;
            left -= isNew ? 1 : 0;
            items.AddRange(isNew ? own[..^1] : own);
            offsets.Add(items.Count);
        }

        return new(data.Vocabulary, [.. items], [.. offsets]);
    }
}
