using SmartRetail.Recommender.Content;
using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Rounds;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Rounds;

/// <summary>
/// One worker's fit, a round at a time: it begins each with the parameters that it is given, takes local steps over its
/// shards' sequences, and says what became of the parameters. The optimizer's averages stay with the worker (Douillard et
/// al. 2023). With all shards and its own parameters from round to round it is the plain fit, to the bit.
/// </summary>
internal sealed class RoundFit : IDisposable
{
    private readonly ISequenceEncoder _encoder;
    private readonly FitOptions _options;
    private readonly int[] _popularity;
    private readonly FlatParameters _parameters;
    private readonly float[] _before;
    private readonly FitSchedule _schedule;
    private FitInput _input;

    // Of each table's rows, in the order of the tables.
    private int[][] _examples;
    private IFitPass _pass;
    private ProductRows _rows;

    /// <param name="popularity">How often each item occurs in the training sequences of all workers.</param>
    /// <param name="spent">The time that the run's fitting had taken before this worker came.</param>
    /// <exception cref="FitFailedException">There is nothing to learn from.</exception>
    public RoundFit(
        ISequenceEncoder encoder,
        FitOptions options,
        FitInput input,
        int[] popularity,
        TimeProvider clock,
        TimeSpan spent = default)
    {
        (_encoder, _options, _input, _popularity) = (encoder, options, input, popularity);
        _schedule = new(options.Budget, clock, spent: spent);
        _examples = CountExamples(input);
        _parameters = FitPasses.Draw(encoder, options, input, popularity);
        _before = _parameters.Values.ToArray();
        _rows = new(_parameters, input.Content);
        _pass = FitPasses.Create(encoder, _parameters, _rows, options, input, popularity);
        Spans = ParameterSpan.Cut(
            [.. encoder.Layout.Entries
                .Where(entry => entry.Offset < encoder.Layout.TablesLength)
                .Select(entry => ((int)entry.Shape[0], (int)entry.Shape[1]))],
            encoder.Layout.Length);
    }

    /// <summary>How the parameters are cut into chunks.</summary>
    public IReadOnlyList<ParameterSpan> Spans { get; }

    /// <summary>The parameters as they are.</summary>
    public Span<float> Values => _parameters.Values;

    /// <summary>What the parameters were when the round began.</summary>
    public ReadOnlySpan<float> Before => _before;

    /// <summary>
    /// How often each row of a stretch occurs in the worker's own sequences: a product, or what products have of the content.
    /// None where the stretch is of no table.
    /// </summary>
    public ReadOnlySpan<int> CountsOf(ParameterSpan span)
    {
        if (span.Offset >= _encoder.Layout.TablesLength)
        {
            return [];
        }

        var (number, table) = _encoder.Layout.Entries.Index().Last(entry => entry.Item.Offset <= span.Offset);
        return _examples[number].AsSpan((span.Offset - table.Offset) / span.Width, span.Length / span.Width);
    }

    /// <summary>From 0; the fit has ended from 1 on.</summary>
    public double Progress => _schedule.Progress;

    public void Dispose()
    {
        _pass.Dispose();
        _parameters.Dispose();
    }

    /// <summary>Takes other sequences from the next round on: shards of a worker that was lost, or fewer than before.</summary>
    public void TakeInput(FitInput input)
    {
        var optimizer = _pass.Optimizer;
        _pass.Dispose();
        _input = input;
        _examples = CountExamples(input);
        _rows = new(_parameters, input.Content);
        _pass = FitPasses.Create(_encoder, _parameters, _rows, _options, input, _popularity, optimizer);
    }

    /// <summary>Draws the parameters anew: those of round 0.</summary>
    public void Restart()
    {
        using var drawn = FitPasses.Draw(_encoder, _options, _input, _popularity);
        drawn.Values.CopyTo(Values);
    }

    /// <summary>Remembers the parameters as those that the round begins with.</summary>
    public void Begin() => Values.CopyTo(_before);

    /// <summary>Takes the round's local steps. Cancelled in its middle, the parameters are what the round began with.</summary>
    /// <param name="round">From 1.</param>
    /// <param name="roundsPerEpoch">Rounds in which the sequences are gone over once.</param>
    /// <param name="workers">Who fit in this round; the more there are, the smaller are each one's batches.</param>
    /// <returns>The targets that were learned from.</returns>
    /// <exception cref="FitFailedException">
    /// The loss is not a number or zero, or several workers are to fit in private, where the accountant counts one's steps.
    /// </exception>
    public long Run(
        int round,
        int roundsPerEpoch,
        int rounds,
        int workers,
        Action<FitStep>? progress,
        CancellationToken cancellationToken)
    {
        if (_options.IsPrivate && workers > 1)
        {
            throw new FitFailedException($"a private run takes one worker, and {workers} are in this round");
        }

        try
        {
            return _pass.Run(
                round, roundsPerEpoch, rounds, BatchSize(workers), _schedule, Stepped, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _before.CopyTo(Values);
            throw;
        }

        void Stepped(double loss, int targets, bool isLast) => progress?.Invoke(new(
            ((round - 1) / roundsPerEpoch) + 1,
            rounds / roundsPerEpoch,
            _schedule.Step,
            _schedule.Steps,
            loss,
            targets,
            Math.Min(_schedule.Progress, 1),
            Validation: null));
    }

    /// <summary>Ranks some of the validation cases with the parameters as they are; returns the ndcg@10 of each.</summary>
    /// <param name="count">As many cases at most, spread over all; none where the fit is private.</param>
    public IReadOnlyList<double> Validate(int count, CancellationToken cancellationToken)
    {
        // The round that ranks held-out interactions best tells of them.
        var cases = _options.IsPrivate ? [] : EpochSelection.Select(_input.Validation, count);
        if (cases.Length == 0)
        {
            return [];
        }

        using var scorer = new EncoderScorer(_encoder, _parameters, _rows, _options);
        return new RankingEvaluator(_popularity, _options.Threads, _options.Seed)
            .Evaluate(cases, scorer, _input.MaskSeen, cancellationToken: cancellationToken).NdcgAt10;
    }

    /// <summary>The encoder with the parameters as they are, which stay this fit's to dispose of.</summary>
    public FittedEncoder ToFitted(int bestEpoch, int epochs) =>
        new(_encoder, _parameters, _rows, _options, bestEpoch, epochs);

    private static int[][] CountExamples(FitInput input)
    {
        var products = input.Training.CountItems();
        if (input.Content is not { } content)
        {
            return [products];
        }

        var buckets = new int[ContentEncoder.Buckets];
        for (var item = 0; item < products.Length; item++)
        {
            foreach (var (bucket, _) in content.Of(item))
            {
                buckets[bucket] += products[item];
            }
        }

        return [products, buckets];
    }

    // Between one worker's number of steps, which smaller batches would give each but take longer for, and a share of them,
    // too few to learn as much.
    private int BatchSize(int workers) => Math.Max((int)(_options.BatchSize / Math.Sqrt(workers)), 1);
}
