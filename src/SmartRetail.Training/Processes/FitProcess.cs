using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Content;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Privacy;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;
using SmartRetail.Training.Artifacts;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Energy;
using SmartRetail.Training.Evaluation;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Native;
using Scores = System.Collections.Immutable.ImmutableSortedDictionary<string, double>;

namespace SmartRetail.Training.Processes;

/// <summary>
/// The command <c>fit</c>: reads a store's log, fits, evaluates beside the floors and writes the artifact. A process of
/// its own, since libtorch may end it, its memory does not return, and a cancelled fit must be gone.
/// </summary>
public static class FitProcess
{
    public const int Succeeded = 0;
    public const int Failed = 1;
    public const int Cancelled = 130;

    private const int ReadLimit = 10_000;

    // What is left of the time when the fit ends is for evaluating and writing.
    private const double FittingShare = 0.75;

    /// <summary>Does what the specification says; reports as JSON lines on <paramref name="output"/>, the last one final.</summary>
    /// <returns>The exit code: <see cref="Succeeded"/>, <see cref="Failed"/> or <see cref="Cancelled"/>.</returns>
    public static async Task<int> RunAsync(
        FitSpec spec,
        IInteractionLog log,
        ICustomerPrivacy privacy,
        ICatalogStore catalog,
        PublishedModels models,
        TextWriter output,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(privacy);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(output);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (spec.EndsWithInput)
        {
            ParentWatch.Start(ending);
        }

        await using var reporter = new FitReporter(output, spec.Device, TimeProvider.System);
        try
        {
            var (metrics, floors, comparison) = await Task.Run(
                () => FitAsync(spec, log, privacy, catalog, models, reporter, ending.Token), CancellationToken.None);
            await reporter.EndAsync(report => report with
            {
                Stage = TrainingRunState.Completed,
                Progress = 1,
                Metrics = metrics,
                Floors = floors,
                Comparison = comparison,
            });
            return Succeeded;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            await reporter.EndAsync(report => report with { Stage = TrainingRunState.Cancelled });
            return Cancelled;
        }
        catch (Exception error)
        {
            // The process ends here: the silo gets a sentence, the operator everything.
            await Console.Error.WriteLineAsync(error.ToString());
            await reporter.EndAsync(report => report with
            {
                Stage = TrainingRunState.Failed,
                Failure = Sentence.Of(error.Message),
            });
            return Failed;
        }
    }

    private static async Task<(Scores Metrics, ImmutableSortedDictionary<string, Scores> Floors, ModelComparison Comparison)> FitAsync(
        FitSpec spec,
        IInteractionLog log,
        ICustomerPrivacy privacy,
        ICatalogStore catalog,
        PublishedModels models,
        FitReporter reporter,
        CancellationToken cancellationToken)
    {
        var energy = new EnergyMeter(spec.WattsPerCore, spec.Device);
        var started = TimeProvider.System.GetTimestamp();
        TorchNative.Load();
        var store = new StoreId(spec.Store);
        if (await catalog.GetVersionAsync(store, cancellationToken) is null)
        {
            throw new FitFailedException($"there is no store '{store}'");
        }

        var content = await catalog.LoadAsync(store, cancellationToken);
        var products = content.Products;
        var readAt = TimeProvider.System.GetUtcNow();
        var (data, preparation) = await ReadSequencesAsync(store, products, log, privacy, reporter, cancellationToken);
        var productContent = products.Count > 0 ? ProductContent.Create(data.Vocabulary, products) : null;
        var split = new LastSessionSplit().Split(data);
        var options = Options(spec) with
        {
            Budget = (TimeSpan.FromMinutes(spec.MaxMinutes) * FittingShare) - TimeProvider.System.GetElapsedTime(started),
        };
        using var fitted = Architectures.Fit(
            spec.Plan.Architecture,
            options,
            new(split.Training, split.Validation, MaskSeen: false, productContent),
            reporter.Fitted,
            cancellationToken);

        reporter.Reach(TrainingRunState.Evaluating, 0);
        var comparison = new FloorComparison(split, maskSeen: false, options.Threads, options.Seed);
        using var scorer = fitted.CreateScorer();
        using var served = ServedRanking.Create(fitted, scorer, split, TimeProvider.System, cancellationToken);
        var report = comparison.Evaluate(split.Test, served.Scorer, Evaluated(0, 1), cancellationToken);
        var metrics = report.Metrics;
        ModelVersion? active = spec.Against is { } version ? new(version) : null;
        var present = await PresentRanking.CreateAsync(
            store, active, models, split, served.Counts, content, cancellationToken);
        var without = comparison.Evaluate(split.Test, present.Scorer, Evaluated(1, 1), cancellationToken);
        var compared = PublicationGate.Compare(present.Against, report.NdcgAt10, without.NdcgAt10, options.Seed, present.Note);
        var network = comparison.Evaluate(split.Test, scorer, Evaluated(2, 1), cancellationToken).Metrics;
        var floors = comparison.EvaluateFloors(Evaluated(3, 3), cancellationToken)
            .SetItem(fitted.Encoder.Architecture, network);

        await ArtifactWriter.WriteAsync(
            spec.Output,
            fitted,
            data.Vocabulary,
            Describe(spec, data, preparation, fitted, energy.Read()) with
            {
                ReadAt = readAt,
                Metrics = metrics,
                Floors = floors,
                Shares = served.Shares,
            },
            cancellationToken);
        return (metrics, floors, compared);

        // The counts together take about as long as three rankings with the network.
        Action<double> Evaluated(int from, int parts) =>
            share => reporter.Reach(TrainingRunState.Evaluating, (from + (share * parts)) / 6);
    }

    /// <summary>
    /// What is no longer in the catalog is left out; what is, and has no interactions yet, is there with its content alone.
    /// </summary>
    private static async Task<(SequenceDataset Data, PreparationReport Preparation)> ReadSequencesAsync(
        StoreId store,
        IReadOnlyList<Product> products,
        IInteractionLog log,
        ICustomerPrivacy privacy,
        FitReporter reporter,
        CancellationToken cancellationToken)
    {
        var known = products.Select(product => product.Id).ToHashSet();
        var withdrawn = await privacy.ListUntrainedAsync(store, cancellationToken);
        var builder = new SequenceBuilder(new()
        {
            IsRemoved = known.Count > 0 ? product => !known.Contains(product) : null,
            IsWithdrawn = withdrawn.Contains,
        });
        var total = await log.CountAsync(store, cancellationToken);
        var read = 0L;
        var position = 0L;
        while (await log.ReadAsync(store, position, ReadLimit, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var logged in page)
            {
                builder.Add(logged.Interaction);
            }

            position = page[^1].Position;
            read += page.Count;
            reporter.Reach(TrainingRunState.Preparing, (double)read / Math.Max(total, 1));
        }

        var data = builder.Build().WithProducts(products.Select(product => product.Id));
        return (data, builder.Report!);
    }

    private static FitOptions Options(FitSpec spec) => FitOptions.For(spec.Plan.Architecture) with
    {
        Epochs = spec.Plan.Epochs,
        Seed = spec.Plan.Seed ?? 1,
        Threads = Math.Max(spec.Threads, 1),
        Device = spec.Device,
        SelectionCases = 1_000,
    };

    private static ModelManifest Describe(
        FitSpec spec,
        SequenceDataset data,
        PreparationReport preparation,
        FittedEncoder fitted,
        EnergyReading energy) => new()
        {
            Store = spec.Store,
            Architecture = fitted.Encoder.Architecture,
            CreatedAt = TimeProvider.System.GetUtcNow(),
            Run = spec.Run,
            Items = data.Vocabulary.Count,
            Dimensions = fitted.Encoder.Shape.Dimensions,
            MaxLength = fitted.Encoder.Shape.MaxLength,
            IsCosine = fitted.Options.Temperature is not null,
            HyperParameters = fitted.Options.ToHyperParameters().SetItem("bestEpoch", fitted.BestEpoch),
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
            Joules = ImmutableSortedDictionary<string, double>.Empty.Add("fit", energy.Joules),
            EnergySource = energy.Source,
            Sha256 = ImmutableSortedDictionary<string, string>.Empty,
        };
}
