using System.Diagnostics;
using System.Globalization;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Content;
using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Rounds;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;
using SmartRetail.Testing;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Evaluation;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Native;
using SmartRetail.Training.Rounds;

namespace SmartRetail.Benchmarks.TrainSpeed;

/// <summary>
/// What workers that exchange parameters a few times an epoch learn together beside one that goes over all sequences
/// alone, and the bytes that they exchange beside those of an average after each step: SASRec, 64 wide, Amazon Beauty
/// leave-one-out, the same number of examples in all. The workers take turns in this process.
/// </summary>
internal static class RoundsBenchmark
{
    private static readonly StoreId Store = new("beauty");
    private static readonly TrainingRunId Run = new("rounds");

    /// <param name="arguments">Properties of a <see cref="RoundsPlan"/>, such as <c>Workers=1</c>.</param>
    public static async Task RunAsync(string[] arguments)
    {
        var plan = RoundsPlan.Parse(arguments);
        TorchNative.Load();
        var split = new LeaveOneOutSplit().Split(
            await SequenceFile.ReadAsync(SharedFiles.Find("amazon-beauty", "Beauty.txt.gz")));
        var options = (FitOptions.For(SasRec.Name) with
        {
            Dimensions = 64,
            Hidden = 256,
            Epochs = plan.Epochs,
            BatchSize = plan.Batch,
            Seed = plan.Seed,
            Device = plan.Device,
        }).ResolveFor(split.Training);
        var popularity = split.Training.CountItems();
        var content = plan.HasContent
            ? ProductContent.Create(
                split.Training.Vocabulary, await CatalogTable.ReadAsync(SharedFiles.Find("amazon-beauty", "Beauty_items.tsv"), default).ToListAsync())
            : null;
        RoundFit[] team = [.. Enumerable.Range(0, plan.Workers).Select(worker => new RoundFit(
            Architectures.Create(SasRec.Name, EncoderShape.Of(options, popularity.Length, content is not null), options),
            options,
            new(Share(split.Training, worker, plan.Workers), split.Validation, MaskSeen: true, content),
            popularity,
            TimeProvider.System))];
        var (steps, seconds, bytes) = await FitAsync(team, plan);

        using var scorer = team[0].ToFitted(0, 0).CreateScorer();
        var report = new RankingEvaluator(popularity).Evaluate(split.Test, scorer, maskSeen: true);
        var eachStep = 2.0 * sizeof(float) * team[0].Values.Length * plan.Workers * steps;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{plan}: test ndcg@10 {report.Metrics["ndcg@10"]:0.00000}, {steps} steps each, {seconds:0.0} s were each on its own, {bytes / 1e6:0.0} MB exchanged, an average after each step {eachStep / Math.Max(bytes, 1):0.0} times that"));
    }

    private static async Task<(int Steps, double Seconds, long Bytes)> FitAsync(RoundFit[] team, RoundsPlan plan)
    {
        var rounds = new InMemoryRounds();
        var files = Array.ConvertAll(team, worker => new RoundFiles(rounds, Store, Run, NameOf(team, worker), () => 1));
        var (steps, seconds, bytes) = (0, 0.0, 0L);
        await files[0].WriteParametersAsync(team[0], 0, default);
        for (var round = 1; round <= plan.Epochs * plan.RoundsPerEpoch; round++)
        {
            var slowest = 0.0;
            foreach (var (worker, its) in team.Zip(files))
            {
                var begun = Stopwatch.GetTimestamp();
                await its.LoadAsync(worker, round - 1, default);
                worker.Begin();
                worker.Run(
                    round,
                    plan.RoundsPerEpoch,
                    plan.Epochs * plan.RoundsPerEpoch,
                    plan.Workers,
                    step => steps = step.Step,
                    default);
                await its.WriteFittedAsync(
                    worker,
                    new(WorkKind.Fit, 1, ShardSet.All, round, IsHalf: plan.IsHalf, Workers: team.Length),
                    default);
                slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(begun).TotalSeconds);
            }

            var averaging = Stopwatch.GetTimestamp();
            bytes += (team.Length * sizeof(float) * team[0].Values.Length) + await new RoundAverage(rounds).RunAsync(
                Store,
                Run,
                round,
                [.. team.Select(worker => (NameOf(team, worker), 1.0))],
                new(plan.Rate, plan.Momentum),
                token: 1);
            seconds += slowest + Stopwatch.GetElapsedTime(averaging).TotalSeconds;
        }

        await files[0].LoadAsync(team[0], plan.Epochs * plan.RoundsPerEpoch, default);
        return (steps, seconds, bytes);
    }

    private static string NameOf(RoundFit[] team, RoundFit worker) =>
        Array.IndexOf(team, worker).ToString(CultureInfo.InvariantCulture);

    private static SequenceDataset Share(SequenceDataset data, int worker, int workers)
    {
        var items = new List<int>();
        var offsets = new List<int> { 0 };
        for (var customer = 0; customer < data.Customers; customer++)
        {
            // As by hash: customers of one shard have nothing in common.
            if ((uint)(customer * 2_654_435_761u) % 64 % workers == worker)
            {
                items.AddRange(data.ItemsOf(customer).Span);
                offsets.Add(items.Count);
            }
        }

        return workers == 1 ? data : new(data.Vocabulary, [.. items], [.. offsets]);
    }
}
