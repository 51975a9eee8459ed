using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;
using SmartRetail.Training.Artifacts;
using SmartRetail.Training.Energy;
using SmartRetail.Training.Evaluation;
using SmartRetail.Training.Fitting;
using Intervals = System.Collections.Immutable.ImmutableSortedDictionary<string, SmartRetail.Contracts.Models.MetricInterval>;
using Scores = System.Collections.Immutable.ImmutableSortedDictionary<string, double>;

namespace SmartRetail.Training.Processes;

/// <summary>What a fitted encoder is worth, beside the floors and what ranks now; and its artifact.</summary>
internal sealed class FitEvaluation(FitSpec spec, PublishedModels models, FitReporter reporter, EnergyMeter energy)
{
    private readonly DateTimeOffset _begun = TimeProvider.System.GetUtcNow();
    private double _taken;

    /// <summary>Returns the energy since the last time, or since this process began.</summary>
    public double TakeJoules()
    {
        var before = _taken;
        _taken = energy.Read().Joules;
        return _taken - before;
    }

    /// <param name="prior">Of the model that the fit began with; null: with chance.</param>
    /// <param name="joulesBefore">What all workers took until <see cref="TakeJoules"/> was called last.</param>
    public async Task<EvaluatedFit> RunAsync(
        FittedEncoder fitted,
        SequenceDataset data,
        PreparationReport preparation,
        EvaluationSplit split,
        CatalogContent catalog,
        ModelManifest? prior,
        double joulesBefore,
        CancellationToken cancellationToken)
    {
        reporter.Reach(TrainingRunState.Evaluating, 0);
        var options = fitted.Options;
        var comparison = new FloorComparison(split, maskSeen: false, options.Threads, options.Seed);
        using var scorer = fitted.CreateScorer();
        using var served = ServedRanking.Create(fitted, scorer, split, TimeProvider.System, cancellationToken);
        var unranked = energy.Read().Joules;
        var report = comparison.Evaluate(split.Test, served.Scorer, Evaluated(0, 1), cancellationToken);
        var joulesOfRanking = energy.Read().Joules - unranked;
        ModelVersion? active = spec.Against is { } version ? new(version) : null;
        var present = await PresentRanking.CreateAsync(
            new(spec.Store), active, models, split, served.Counts, catalog, cancellationToken);
        var without = comparison.Evaluate(split.Test, present.Scorer, Evaluated(1, 1), cancellationToken);
        var compared = PublicationGate.Compare(present.Against, report.NdcgAt10, without.NdcgAt10, options.Seed, present.Note);
        var network = comparison.Evaluate(split.Test, scorer, Evaluated(2, 1), cancellationToken);
        var ranked = comparison.EvaluateFloors(Evaluated(3, 3), cancellationToken)
            .SetItem(fitted.Encoder.Architecture, network);
        var floors = OfEach(ranked, floor => floor.Metrics);

        await ArtifactWriter.WriteAsync(
            spec.Output,
            fitted,
            data.Vocabulary,
            Describe(data, preparation, fitted, prior) with
            {
                Metrics = report.Metrics,
                Floors = floors,
                Intervals = IntervalsOf(report, options.Seed),
                FloorIntervals = OfEach(ranked, floor => IntervalsOf(floor, options.Seed)),
                Shares = served.Shares,
                Joules = ImmutableSortedDictionary.CreateRange(
                    StringComparer.Ordinal,
                    new Dictionary<string, double>
                    {
                        [EnergyPurpose.Fit] = joulesBefore + TakeJoules(),
                        [EnergyPurpose.ThousandRecommendations] = joulesOfRanking * 1_000 / Math.Max(split.Test.Count, 1),
                    }),
            },
            cancellationToken);
        return new(report.Metrics, floors, compared);

        // The counts together take about as long as three rankings with the network.
        Action<double> Evaluated(int from, int parts) =>
            share => reporter.Reach(TrainingRunState.Evaluating, (from + (share * parts)) / 6);
    }

    private static Intervals IntervalsOf(RankingReport report, int seed) => OfEach(
        report.Intervals(seed), ends => new MetricInterval(ends[0], ends[1]));

    private static ImmutableSortedDictionary<string, TResult> OfEach<TValue, TResult>(
        ImmutableSortedDictionary<string, TValue> values, Func<TValue, TResult> select) =>
        values.ToImmutableSortedDictionary(value => value.Key, value => select(value.Value), StringComparer.Ordinal);

    private ModelManifest Describe(
        SequenceDataset data, PreparationReport preparation, FittedEncoder fitted, ModelManifest? prior) => new()
        {
            Store = spec.Store,
            Architecture = fitted.Encoder.Architecture,
            CreatedAt = TimeProvider.System.GetUtcNow(),
            ReadAt = prior?.ReadAt ?? spec.ReadAt ?? _begun,
            Parent = prior?.Version,
            Run = spec.Run,
            Items = data.Vocabulary.Count,
            Dimensions = fitted.Encoder.Shape.Dimensions,
            MaxLength = fitted.Encoder.Shape.MaxLength,
            IsCosine = fitted.Options.Temperature is not null,
            HyperParameters = fitted.Options.ToHyperParameters().SetItem("bestEpoch", fitted.BestEpoch),
            Privacy = fitted.Privacy,
            DataFingerprint = data.Fingerprint(),
            Counts = ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal,
            new Dictionary<string, long>
            {
                ["customers"] = data.Customers,
                ["interactions"] = data.Interactions,
                ["items"] = data.Vocabulary.Count,
            }.Concat(preparation.ToCounts())),
            Metrics = Scores.Empty,
            Floors = ImmutableSortedDictionary<string, Scores>.Empty,
            EnergySource = energy.Read().Source,
            GramsPerKwh = spec.GramsPerKwh,
            Sha256 = ImmutableSortedDictionary<string, string>.Empty,
        };
}
