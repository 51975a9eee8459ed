using System.Globalization;
using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Rounds;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;
using SmartRetail.Training.Encoders;
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
    /// <param name="arguments">Workers, rounds an epoch, the outer step's rate and momentum, epochs, and 1 for halves.</param>
    public static async Task RunAsync(string[] arguments)
    {
        var numbers = arguments.Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        double[] all = [.. numbers, .. ((double[])[2, 1, 1, 0, 10, 0])[numbers.Length..]];
        var (workers, perEpoch, epochs) = ((int)all[0], (int)all[1], (int)all[4]);
        TorchNative.Load();
        var split = new LeaveOneOutSplit().Split(
            await SequenceFile.ReadAsync(SharedFiles.Find("amazon-beauty", "Beauty.txt.gz")));
        var options = (FitOptions.For(SasRec.Name) with { Dimensions = 64, Hidden = 256, Epochs = epochs })
            .ResolveFor(split.Training);
        var popularity = split.Training.CountItems();
        var team = Enumerable.Range(0, workers)
            .Select(worker => new RoundFit(
                Architectures.Create(SasRec.Name, new(split.Training.Vocabulary.Count, 64, options.MaxLength, 0), options),
                options,
                new(Share(split.Training, worker, workers), split.Validation, MaskSeen: true),
                popularity,
                TimeProvider.System))
            .ToArray();
        var exchange = new Exchange(team, new((float)all[2], (float)all[3]), isHalf: all[5] == 1);
        var steps = 0;
        for (var round = 1; round <= epochs * perEpoch; round++)
        {
            foreach (var worker in team)
            {
                worker.Begin();
                worker.Run(round, perEpoch, epochs * perEpoch, step => steps = Math.Max(steps, step.Step), default);
            }

            exchange.Run();
        }

        using var scorer = team[0].ToFitted(0, 0).CreateScorer();
        var report = new RankingEvaluator(popularity).Evaluate(split.Test, scorer, maskSeen: true);
        var each = 2.0 * sizeof(float) * team[0].Values.Length * workers * steps;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{workers} workers, {perEpoch} rounds an epoch, rate {all[2]}, momentum {all[3]}, {epochs} epochs, half {all[5]}: test ndcg@10 {report.Metrics["ndcg@10"]:0.00000}, {steps} steps each, {exchange.Bytes / 1e6:0.0} MB exchanged, an average after each step {each / exchange.Bytes:0.0} times that"));
    }

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

    /// <summary>Averages the workers' parameters and counts what would have to travel.</summary>
    private sealed class Exchange(RoundFit[] team, OuterStep step, bool isHalf)
    {
        private readonly float[] _momentum = new float[team[0].Values.Length];

        public long Bytes { get; private set; }

        public void Run()
        {
            if (team.Length == 1)
            {
                return;
            }

            var parameters = team[0].Before.ToArray();
            var mean = new float[parameters.Length];
            foreach (var worker in team)
            {
                foreach (var span in worker.Spans)
                {
                    var before = worker.Before.Slice(span.Offset, span.Length);
                    var chunk = ParameterChunk.EncodeFitted(
                        worker.Values.Slice(span.Offset, span.Length), before, span.Width, isHalf);
                    var difference = new float[span.Length];
                    ParameterChunk.ReadDifference(chunk, before, difference);
                    Bytes += chunk.Length + (span.Length * sizeof(float));
                    for (var at = 0; at < difference.Length; at++)
                    {
                        mean[span.Offset + at] += difference[at] / team.Length;
                    }
                }
            }

            step.Apply(parameters, _momentum, mean);
            Array.ForEach(team, worker => parameters.CopyTo(worker.Values));
        }
    }
}
