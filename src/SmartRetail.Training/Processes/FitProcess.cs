using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Content;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Privacy;
using SmartRetail.Recommender.Rounds;
using SmartRetail.Recommender.Splits;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Energy;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Native;
using SmartRetail.Training.Rounds;

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
        IRoundStore rounds,
        TextWriter output,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(privacy);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(rounds);
        ArgumentNullException.ThrowIfNull(output);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var orders = new WorkOrders();
        if (spec.TakesOrders)
        {
            ParentWatch.Start(ending, orders);
        }

        await using var reporter = new FitReporter(output, spec.Device, TimeProvider.System);
        try
        {
            var fitted = await Task.Run(
                async () =>
                {
                    var energy = new EnergyMeter(spec.WattsPerCore, spec.Device);
                    var store = await OpenAsync(spec, log, privacy, catalog, models.Store, new(rounds), reporter, ending.Token);
                    var evaluation = new FitEvaluation(spec, models, reporter, energy);
                    return spec.TakesOrders
                        ? await PerformAsync(spec, orders, store, evaluation, reporter, ending.Token)
                        : await FitAsync(spec, store, evaluation, reporter, ending.Token);
                },
                CancellationToken.None);
            await reporter.EndAsync(report => report with
            {
                Stage = TrainingRunState.Completed,
                Progress = 1,
                Metrics = fitted.Metrics,
                Floors = fitted.Floors,
                Comparison = fitted.Comparison,
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

    private static async Task<OpenStore> OpenAsync(
        FitSpec spec,
        IInteractionLog log,
        ICustomerPrivacy privacy,
        ICatalogStore catalog,
        IModelStore models,
        PatientRounds rounds,
        FitReporter reporter,
        CancellationToken cancellationToken)
    {
        TorchNative.Load();
        var store = new StoreId(spec.Store);
        if (await DatabasePatience.RepeatAsync(() => catalog.GetVersionAsync(store, cancellationToken), cancellationToken) is null)
        {
            throw new FitFailedException($"there is no store '{store}'");
        }

        return new(
            await DatabasePatience.RepeatAsync(() => catalog.LoadAsync(store, cancellationToken), cancellationToken),
            new(store, spec.Plan, log, privacy, reporter),
            rounds,
            spec.Prior is { } version ? await PriorModel.OpenAsync(store, new(version), models, cancellationToken) : null);
    }

    /// <summary>Does one order after another, until the last one, which is to finish.</summary>
    private static async Task<EvaluatedFit> PerformAsync(
        FitSpec spec,
        WorkOrders orders,
        OpenStore store,
        FitEvaluation evaluation,
        FitReporter reporter,
        CancellationToken cancellationToken)
    {
        var run = new TrainingRunId(spec.Run);
        var files = new RoundFiles(store.Rounds, new(spec.Store), run, spec.Worker, () => orders.Token);
        using var work = new FitWork(spec, store.Catalog, store.Sequences, store.Prior, files, reporter);
        EvaluatedFit? evaluated = null;
        while (evaluated is null)
        {
            var (_, result) = await orders.DoNextAsync(
                async (order, token) =>
                {
                    switch (order.Kind)
                    {
                        case WorkKind.Survey:
                            return await work.SurveyAsync(order, token);
                        case WorkKind.Fit:
                            return await work.FitAsync(order, token);
                        case WorkKind.Validate:
                            return await work.ValidateAsync(order, token);
                        default:
                            evaluated = await work.FinishAsync(order, evaluation, token);
                            return new WorkResult(order, 0, [], 0, IsTimeOver: true);
                    }
                },
                cancellationToken);
            if (result is not null && evaluated is null)
            {
                await reporter.FinishedAsync(result with { Joules = evaluation.TakeJoules() });
            }
        }

        // Whoever was given up meanwhile has nothing to stage.
        await files.CheckTokenAsync(cancellationToken);
        return evaluated;
    }

    private static async Task<EvaluatedFit> FitAsync(
        FitSpec spec, OpenStore store, FitEvaluation evaluation, FitReporter reporter, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var products = store.Catalog.Products;
        var (data, preparation) = await store.Sequences.ReadAsync(ShardSet.All, products, cancellationToken);
        var split = new LastSessionSplit().Split(data);
        var content = products.Count > 0 ? ProductContent.Create(data.Vocabulary, products) : null;
        var options = Options(spec) with
        {
            Budget = (TimeSpan.FromMinutes(spec.MaxMinutes) * FittingShare) - TimeProvider.System.GetElapsedTime(started),
        };
        options.Validate();
        var shape = EncoderShape.Of(options, data.Vocabulary.Count, content is not null);
        var prior = PriorModel.WhereItFits(
            store.Prior, Architectures.Create(spec.Plan.Architecture, shape, options), options);
        using var fitted = Architectures.Fit(
            spec.Plan.Architecture,
            options with { IsWarm = prior is not null },
            new(split.Training, split.Validation, MaskSeen: false, content, prior?.Parameters),
            reporter.Fitted,
            cancellationToken);
        return await evaluation.RunAsync(fitted, data, preparation, split, store.Catalog, prior?.Manifest, joulesBefore: 0, cancellationToken);
    }

    internal static FitOptions Options(FitSpec spec) => DefaultsOf(spec.Plan) with
    {
        Epochs = spec.Plan.Epochs,
        Seed = spec.Plan.Seed ?? 1,
        Threads = Math.Max(spec.Threads, 1),
        Device = spec.Device,
        SelectionCases = 1_000,
    };

    private static FitOptions DefaultsOf(TrainingPlan plan)
    {
        if (plan.Privacy is not { } privacy)
        {
            return FitOptions.For(plan.Architecture);
        }

        var options = FitOptions.ForPrivate(plan.Architecture);
        return options with
        {
            PrivacyEpsilon = privacy.Epsilon,
            PrivacyDelta = privacy.Delta,
            PrivacyClip = privacy.Clip ?? options.PrivacyClip,
            PrivacySamplingRate = privacy.SamplingRate ?? options.PrivacySamplingRate,
        };
    }

    private sealed record OpenStore(
        CatalogContent Catalog, StoreSequences Sequences, PatientRounds Rounds, PriorModel? Prior);
}
