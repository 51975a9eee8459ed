using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Content;
using SmartRetail.Recommender.Rounds;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Processes;

namespace SmartRetail.Training.Rounds;

/// <summary>What a worker's child process does with its orders, and what it keeps from one to the next.</summary>
internal sealed class FitWork(
    FitSpec spec,
    CatalogContent catalog,
    StoreSequences sequences,
    PriorModel? prior,
    RoundFiles files,
    FitReporter reporter) : IDisposable
{
    // What is left of the time when the fit ends is for evaluating and writing.
    private const double FittingShare = 0.75;
    private const int SelectionCases = 1_000;
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private ReadShards? _read;
    private ProductSurvey? _survey;
    private RoundFit? _fit;
    private FitOptions? _options;

    // What the fit begins with, if its shape allows it.
    private PriorModel? _prior;
    private ShardSet _fitted;
    private int? _continues = 0;

    public void Dispose() => _fit?.Dispose();

    /// <summary>Reads the shards and writes which products they name.</summary>
    public async Task<WorkResult> SurveyAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(order.Shards, cancellationToken);
        var split = new LastSessionSplit().Split(read.Data);
        await files.WriteSurveyAsync(ProductSurvey.Of(read.Data, split.Training), cancellationToken);
        return new(order, 0, [], 0, IsTimeOver: false);
    }

    /// <summary>Takes the round's local steps, and ranks with what the round begins with when that ends an epoch.</summary>
    public async Task<WorkResult> FitAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        var fit = await PrepareAsync(order, cancellationToken);
        await TakeParametersAsync(fit, order, order.Round - 1, cancellationToken);
        fit.Begin();
        if (order.WritesFirst)
        {
            await files.WriteParametersAsync(fit, order.Round - 1, cancellationToken);
        }

        var cases = IsBehindEpoch(order) ? Validate(fit, order, cancellationToken) : [];
        var rounds = Rounds(order);
        var examples = fit.Run(
            order.Round, order.RoundsPerEpoch, rounds, order.Workers, reporter.Fitted, cancellationToken);
        _continues = null;
        await files.WriteFittedAsync(fit, order, cancellationToken);
        _continues = order.Round;
        return new(order, examples, [.. cases], rounds, fit.Progress >= 1);
    }

    /// <summary>Ranks with the parameters of a round.</summary>
    public async Task<WorkResult> ValidateAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        var fit = await PrepareAsync(order, cancellationToken);
        await TakeParametersAsync(fit, order, order.Round, cancellationToken);
        return new(order, 0, [.. Validate(fit, order, cancellationToken)], Rounds(order), fit.Progress >= 1);
    }

    /// <summary>Evaluates the parameters of a round with all that the store has, and writes the artifact.</summary>
    public async Task<EvaluatedFit> FinishAsync(
        WorkOrder order, FitEvaluation evaluation, CancellationToken cancellationToken)
    {
        var fit = _fit ?? await PrepareAsync(order with { Shards = ShardSet.All }, cancellationToken);
        _continues = null;
        await files.LoadAsync(fit, order.Round, cancellationToken);
        var read = await ReadAsync(ShardSet.All, cancellationToken);
        var data = Number(read);
        var epoch = ((order.Round - 1) / order.RoundsPerEpoch) + 1;
        return await evaluation.RunAsync(
            fit.ToFitted(epoch, _options!.Epochs!.Value),
            data,
            read.Preparation,
            new LastSessionSplit().Split(data),
            catalog,
            _prior?.Manifest,
            order.Joules,
            cancellationToken);
    }

    // As a single fit, which ranks the held-out cases after each epoch.
    private static bool IsBehindEpoch(WorkOrder order) => order.Round > 1 && (order.Round - 1) % order.RoundsPerEpoch == 0;

    private int Rounds(WorkOrder order) => _options!.Epochs!.Value * order.RoundsPerEpoch;

    private static IReadOnlyList<double> Validate(RoundFit fit, WorkOrder order, CancellationToken cancellationToken) =>
        fit.Validate(Math.Max(SelectionCases * order.Shards.Count / ShardSet.Shards, 1), cancellationToken);

    private async Task TakeParametersAsync(RoundFit fit, WorkOrder order, int round, CancellationToken cancellationToken)
    {
        if (round == 0)
        {
            if (_continues != 0)
            {
                fit.Restart();
            }
        }
        else if (!order.ContinuesOwn || _continues != round)
        {
            await files.LoadAsync(fit, round, cancellationToken);
        }

        _continues = round;
    }

    /// <summary>Has the fit of the order's shards, made anew or given other sequences where they changed.</summary>
    private async Task<RoundFit> PrepareAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        _survey ??= await files.ReadSurveyAsync(cancellationToken);
        if (_fit is not null && _fitted == order.Shards)
        {
            return _fit;
        }

        var data = Number(await ReadAsync(order.Shards, cancellationToken));
        var split = new LastSessionSplit().Split(data);
        var content = catalog.Products.Count > 0 ? ProductContent.Create(data.Vocabulary, catalog.Products) : null;
        var input = new FitInput(split.Training, split.Validation, MaskSeen: false, content);
        if (_fit is null)
        {
            _fit = Create(order, input, data.Vocabulary.Count);
        }
        else
        {
            _fit.TakeInput(input with { Prior = _prior?.Parameters });
        }

        _fitted = order.Shards;
        return _fit;
    }

    private RoundFit Create(WorkOrder order, FitInput input, int items)
    {
        int[] popularity = [.. _survey!.Products.Select(product => product.Trained)];
        _options = FitProcess.Options(spec) with
        {
            Budget = (TimeSpan.FromMinutes(spec.MaxMinutes) * FittingShare) - TimeProvider.System.GetElapsedTime(_started),
        };
        _options.Validate();
        var shape = EncoderShape.Of(_options, items, input.Content is not null);
        var encoder = Architectures.Create(spec.Plan.Architecture, shape, _options);
        _prior = PriorModel.WhereItFits(prior, encoder, _options);
        _options = (_options with { IsWarm = _prior is not null }).ResolveFor(
            _survey.Customers, _survey.Interactions - _survey.Customers, popularity.Count(trained => trained > 0));
        return new(
            encoder,
            _options,
            input with { Prior = _prior?.Parameters },
            popularity,
            TimeProvider.System,
            order.Spent);
    }

    private async Task<ReadShards> ReadAsync(ShardSet shards, CancellationToken cancellationToken)
    {
        if (_read is null || _read.Shards != shards)
        {
            var (data, preparation) = await sequences.ReadAsync(shards, catalog.Products, cancellationToken);
            _read = new(shards, data, preparation);
        }

        return _read;
    }

    /// <summary>The sequences in the numbers that all workers give to products.</summary>
    private SequenceDataset Number(ReadShards read)
    {
        var vocabulary = _survey!.ToVocabulary();
        return read.Shards.IsAll && vocabulary.Products.SequenceEqual(read.Data.Vocabulary.Products)
            ? read.Data
            : read.Data.Over(vocabulary, item => spec.Plan.Privacy is not null || _survey.IsKept(item));
    }

    private sealed record ReadShards(ShardSet Shards, SequenceDataset Data, PreparationReport Preparation);
}
