using System.Collections.Immutable;
using System.Diagnostics;
using SmartRetail.Training.Energy;
using SmartRetail.Training.Evaluation.Report;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Native;
using Scores = System.Collections.Immutable.ImmutableSortedDictionary<string, double>;

namespace SmartRetail.Training.Evaluation;

/// <summary>
/// The command <c>evaluate</c>: fits on a file and ranks all its products for every held-out case, beside the count
/// floors. Needs no cluster and no store.
/// </summary>
public static class EvaluateCommand
{
    /// <summary>What may be asked for as <see cref="EvaluateOptions.Architecture"/>.</summary>
    public static IReadOnlyList<string> Architectures => Evaluation.Names;

    /// <returns>What was measured; also in the files that the options name.</returns>
    /// <exception cref="ArgumentException">An option has no such value.</exception>
    /// <exception cref="InvalidDataException">A file cannot be read.</exception>
    public static async Task<EvaluateDocument> RunAsync(
        EvaluateOptions options, TextWriter log, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(log);
        options.Validate();
        var networks = Evaluation.NetworksOf(options);
        ContenderFit.ThrowUnlessSound(networks, options);

        var clock = TimeProvider.System;
        var budget = new TimeBudget(
            options.MaxMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null, clock);
        var energy = new EnergyMeter(options.WattsPerCore, options.Device);
        var progress = new ProgressLog(log, clock, options.IsTerminal);

        var input = await EvaluationInput.ReadAsync(options, cancellationToken);
        progress.Write(FormattableString.Invariant(
            $"{input.All.Customers:#,0} customers, {input.All.Vocabulary.Count:#,0} products, {input.All.Interactions:#,0} interactions; {input.Split.Test.Count:#,0} test cases, {input.Protocol}"));
        if (networks.Count > 0)
        {
            // Said now, and not when everything has been counted: that there is no such device.
            TorchNative.Load();
            _ = FitDevice.Open(options.Device);
            progress.Write($"networks are fitted on {options.Device}");
        }

        using var evaluation = new Evaluation(options, networks, input, progress, budget, clock);
        evaluation.RankFloors(cancellationToken);
        var runs = new List<ImmutableArray<ContenderReport>>();
        for (var run = 0; run < options.Seeds; run++)
        {
            runs.Add(evaluation.Run(options.Seed + run, options.Seeds - run, cancellationToken));
        }

        var document = Describe(options, input, evaluation.Floors, runs, energy, budget);
        progress.WriteTable(EvaluateTable.Of(document));
        await WriteAsync(options.Json, () => document.ToJson() + '\n', cancellationToken);
        await WriteAsync(options.Report, () => ReportPage.Of(document), cancellationToken);
        return document;
    }

    private static EvaluateDocument Describe(
        EvaluateOptions options,
        EvaluationInput input,
        ImmutableArray<ContenderReport> floors,
        List<ImmutableArray<ContenderReport>> runs,
        EnergyMeter energy,
        TimeBudget budget)
    {
        using var process = Process.GetCurrentProcess();
        var chosen = runs[0][0];
        var isBlend = options.Architecture == Evaluation.Blend;
        return new()
        {
            Data = input.Describe(),
            Fingerprint = input.All.Fingerprint(),
            Protocol = input.Protocol,
            MaskSeen = input.MaskSeen,
            ColdShare = options.ColdShare > 0 ? options.ColdShare : null,
            Architecture = chosen.Name,
            Requested = options.Architecture == chosen.Name ? null : options.Architecture,
            Device = options.Device == FitDevice.Cpu ? null : options.Device,
            Seed = options.Seed,
            HyperParameters = chosen.HyperParameters,
            Validation = chosen.Validation?.Metrics ?? Scores.Empty,
            Test = chosen.Test.Metrics,
            Intervals = chosen.Test.Intervals(options.Seed),
            Segments = chosen.Test.Segments,
            Floors = floors.ToImmutableSortedDictionary(
                floor => floor.Name, floor => floor.Test.Metrics, StringComparer.Ordinal),
            FloorIntervals = floors.ToImmutableSortedDictionary(
                floor => floor.Name, floor => floor.Test.Intervals(options.Seed), StringComparer.Ordinal),
            Curve = chosen.Curve,
            Candidates = [.. runs[0]
                .Concat(floors.Where(floor => !runs[0].Contains(floor)))
                .Select(report => Describe(report, report == chosen, options.Seed))],
            Weights = chosen.Weights.IsEmpty ? null : chosen.Weights,
            Seeds = runs.Count == 1 ? null : EvaluateSeeds.Of([.. runs.Select((run, at) => new EvaluateSeed(
                options.Seed + at, run[0].Name, run[0].Validation?.Metrics ?? Scores.Empty, run[0].Test.Metrics))]),
            FitSeconds = isBlend
                ? runs[0].Concat(floors).Sum(report => report.FitTime.TotalSeconds)
                : chosen.FitTime.TotalSeconds,
            TotalSeconds = budget.Elapsed.TotalSeconds,
            CpuSeconds = energy.CpuUsed.TotalSeconds,
            PeakMemoryBytes = process.PeakWorkingSet64,
            Energy = EvaluateEnergy.Of(energy.Read(), options.GramsPerKwh, chosen.JoulesPerThousandRankings),
        };
    }

    private static EvaluateCandidate Describe(ContenderReport report, bool isChosen, int seed) => new(
        report.Name,
        isChosen,
        report.Validation?.Metrics,
        report.Test.Metrics,
        report.Test.Intervals(seed),
        report.HyperParameters,
        report.Curve,
        report.FitTime.TotalSeconds,
        report.FitCpu.TotalSeconds);

    private static async Task WriteAsync(string? path, Func<string> content, CancellationToken cancellationToken)
    {
        if (path is not null)
        {
            await File.WriteAllTextAsync(path, content(), cancellationToken);
        }
    }
}
