using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Energy;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Native;
using Scores = System.Collections.Immutable.ImmutableSortedDictionary<string, double>;

namespace SmartRetail.Training.Evaluation;

/// <summary>
/// The command <c>evaluate</c>: fits one architecture on a file and ranks all its products for every held-out case,
/// beside the count floors. Needs no cluster and no store.
/// </summary>
public static class EvaluateCommand
{
    // What is left of the time when the fit ends is for ranking.
    private const double FittingShare = 0.8;

    /// <returns>What was measured; also in the file <see cref="EvaluateOptions.Json"/>.</returns>
    /// <exception cref="ArgumentException">An option has no such value.</exception>
    /// <exception cref="InvalidDataException">The file cannot be read.</exception>
    public static async Task<EvaluateDocument> RunAsync(
        EvaluateOptions options, TextWriter log, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(log);
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        var energy = new EnergyMeter(options.WattsPerCore);
        var progress = new ProgressLog(log, clock);
        var protocol = CreateSplit(options.Protocol);
        var maskSeen = options.MaskSeen ?? protocol is LeaveOneOutSplit;
        ThrowUnlessKnown(options.Architecture);

        var data = await ReadAsync(options, cancellationToken);
        progress.Write(Invariant(
            $"{data.Customers} customers, {data.Vocabulary.Count} products, {data.Interactions} interactions"));
        var split = protocol.Split(data);
        var comparison = new FloorComparison(split, maskSeen, options.Threads, options.Seed);

        var fitStarted = clock.GetTimestamp();
        using var model = Fit(options, split, maskSeen, progress, clock, started, cancellationToken);
        var fitTime = clock.GetElapsedTime(fitStarted);
        progress.Write(Invariant($"fitted in {fitTime.TotalSeconds:0.0} s"));

        var validation = comparison.Evaluate(
            split.Validation, model.Scorer, share => progress.Report("validation", share), cancellationToken);
        var test = comparison.Evaluate(
            split.Test, model.Scorer, share => progress.Report("test", share), cancellationToken);
        var floors = comparison.EvaluateFloors(share => progress.Report("floors", share), cancellationToken);

        var document = Describe(options, data, maskSeen, model, validation, test, floors, fitTime, energy);
        WriteTable(progress, document);
        if (options.Json is { } path)
        {
            await File.WriteAllTextAsync(path, document.ToJson() + '\n', cancellationToken);
        }

        return document;
    }

    private static FittedModel Fit(
        EvaluateOptions options,
        EvaluationSplit split,
        bool maskSeen,
        ProgressLog progress,
        TimeProvider clock,
        long started,
        CancellationToken cancellationToken)
    {
        if (CountModel.Names.Contains(options.Architecture))
        {
            var counts = CountModel.Create(options.Architecture);
            counts.Fit(split.Training);
            return new(counts, Scores.Empty, null);
        }

        TorchNative.Load();
        var fit = FitOptions.For(options.Architecture) with { Seed = options.Seed, Threads = options.Threads };
        fit = fit with
        {
            Epochs = options.Epochs ?? fit.Epochs,
            Budget = options.MaxMinutes is { } minutes
                ? (TimeSpan.FromMinutes(minutes) * FittingShare) - clock.GetElapsedTime(started)
                : null,
        };
        var fitted = Architectures.Fit(
            options.Architecture, fit, new(split.Training, split.Validation, maskSeen), progress.Report, cancellationToken);
        var parameters = fit.ToHyperParameters()
            .SetItem("bestEpoch", fitted.BestEpoch).SetItem("epochsRun", fitted.Epochs);
        return new(fitted.CreateScorer(), parameters, fitted);
    }

    private static async Task<SequenceDataset> ReadAsync(EvaluateOptions options, CancellationToken cancellationToken)
    {
        if (options.Format == "sequences")
        {
            return await SequenceFile.ReadAsync(options.Data, cancellationToken);
        }

        if (options.ReadInteractions is not { } read)
        {
            throw new ArgumentException($"format '{options.Format}' cannot be read here", nameof(options));
        }

        var builder = new SequenceBuilder(new());
        await foreach (var interaction in read(options.Data, cancellationToken))
        {
            builder.Add(interaction);
        }

        return builder.Build();
    }

    private static ISplit CreateSplit(string protocol) => protocol switch
    {
        "leave-one-out" => new LeaveOneOutSplit(),
        "last-session" => new LastSessionSplit(),
        _ => throw new ArgumentException($"protocol '{protocol}' is none of: leave-one-out, last-session"),
    };

    private static void ThrowUnlessKnown(string architecture)
    {
        string[] known = [.. Architectures.Names, .. CountModel.Names];
        if (!known.Contains(architecture))
        {
            throw new ArgumentException($"architecture '{architecture}' is none of: {string.Join(", ", known)}");
        }
    }

    private static EvaluateDocument Describe(
        EvaluateOptions options,
        SequenceDataset data,
        bool maskSeen,
        FittedModel model,
        RankingReport validation,
        RankingReport test,
        ImmutableSortedDictionary<string, Scores> floors,
        TimeSpan fitTime,
        EnergyMeter energy)
    {
        using var process = Process.GetCurrentProcess();
        var (low, high) = test.NdcgInterval(options.Seed);
        var used = energy.Read();
        return new()
        {
            Data = ImmutableSortedDictionary<string, long>.Empty
                .Add("customers", data.Customers)
                .Add("products", data.Vocabulary.Count)
                .Add("interactions", data.Interactions),
            Protocol = options.Protocol,
            MaskSeen = maskSeen,
            Architecture = options.Architecture,
            Seed = options.Seed,
            HyperParameters = model.HyperParameters,
            Validation = validation.Metrics,
            Test = test.Metrics,
            Intervals = ImmutableSortedDictionary<string, double[]>.Empty.Add("ndcg@10", [low, high]),
            Floors = floors,
            FitSeconds = fitTime.TotalSeconds,
            CpuSeconds = energy.CpuUsed.TotalSeconds,
            PeakMemoryBytes = process.PeakWorkingSet64,
            Energy = new(used.Joules, used.Source),
        };
    }

    private static void WriteTable(ProgressLog progress, EvaluateDocument document)
    {
        string[] metrics = ["hr@10", "ndcg@10", "mrr"];
        progress.Write($"{"",-10} {string.Join(' ', metrics.Select(metric => $"{metric,8}"))}");
        progress.Write(Row(document.Architecture, document.Test));
        foreach (var (name, scores) in document.Floors)
        {
            progress.Write(Row(name, scores));
        }

        string Row(string name, Scores scores) =>
            $"{name,-10} {string.Join(' ', metrics.Select(metric => Invariant($"{scores.GetValueOrDefault(metric),8:0.0000}")))}";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record FittedModel(
        ISequenceScorer Scorer, Scores HyperParameters, FittedEncoder? Fitted) : IDisposable
    {
        public void Dispose()
        {
            (Scorer as IDisposable)?.Dispose();
            Fitted?.Dispose();
        }
    }
}
