using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Rounds;
using SmartRetail.Recommender.Splits;
using SmartRetail.Training.Encoders;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// Keeps the parameters of the latest epoch that ranks the selection cases as well as the best one did, but for a standard
/// error of the difference case by case: a later epoch has learned at a lower rate, and the best of many measurements is
/// best by chance in part. Without cases, the last epoch's.
/// </summary>
internal sealed class EpochSelection(
    ISequenceEncoder encoder, FitOptions options, RankingEvaluator evaluator, FitInput input)
{
    private readonly HeldOutCase[] _cases = Select(input.Validation, options.SelectionCases);

    private double[]? _peakCases;

    /// <summary>The kept epoch's parameters; null before the first and without cases.</summary>
    public float[]? Best { get; private set; }

    /// <summary>The epoch whose parameters are kept.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The epoch with the highest ndcg@10.</summary>
    public int PeakEpoch { get; private set; }

    /// <summary>The ndcg@10 of each case at the peak; empty before the first epoch and without cases.</summary>
    public ReadOnlySpan<double> PeakCases => _peakCases;

    /// <summary>Whether the epochs since the peak are as many as the options' patience.</summary>
    public bool IsOutOfPatience(int epoch) => options.Patience is { } patience && epoch - PeakEpoch >= patience;

    /// <summary>Ranks the selection cases; returns their ndcg@10, or null without cases.</summary>
    public double? Consider(
        int epoch, FlatParameters parameters, ProductRows rows, CancellationToken cancellationToken)
    {
        if (_cases.Length == 0)
        {
            BestEpoch = PeakEpoch = epoch;
            return null;
        }

        using var scorer = new EncoderScorer(encoder, parameters, rows, options);
        var report = evaluator.Evaluate(_cases, scorer, input.MaskSeen, cancellationToken: cancellationToken);
        var ndcg = report.Metrics["ndcg@10"];
        if (_peakCases is null || ValidationCases.IsAsGood(_peakCases, report.NdcgAt10))
        {
            BestEpoch = epoch;
            Best ??= new float[parameters.Layout.Length];
            parameters.Values.CopyTo(Best);
        }

        if (_peakCases is null || report.NdcgAt10.Sum() > _peakCases.Sum())
        {
            PeakEpoch = epoch;
            _peakCases = [.. report.NdcgAt10];
        }

        return ndcg;
    }

    /// <summary>Goes on from what a checkpoint kept.</summary>
    public void Resume(int bestEpoch, float[]? best, int peakEpoch, double[] peakCases)
    {
        (BestEpoch, Best, PeakEpoch) = (bestEpoch, best, peakEpoch);
        _peakCases = best is null ? null : peakCases;
    }

    /// <summary>Returns as many cases, spread over all: those of a file's beginning may differ from those of its end.</summary>
    public static HeldOutCase[] Select(IReadOnlyList<HeldOutCase> cases, int count) =>
    [
        .. cases.Where((_, at) => cases.Count <= count
            || (long)at * count / cases.Count != (long)(at - 1) * count / cases.Count),
    ];

    public void Restore(FlatParameters parameters) => Best?.CopyTo(parameters.Values);
}
