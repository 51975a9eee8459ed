using SmartRetail.Recommender.Metrics;
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
    // Spread over all customers: those of a file's beginning may differ from those of its end.
    private readonly HeldOutCase[] _cases =
    [
        .. input.Validation.Where((_, at) => input.Validation.Count <= options.SelectionCases
            || (long)at * options.SelectionCases / input.Validation.Count
                != (long)(at - 1) * options.SelectionCases / input.Validation.Count),
    ];

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
        if (IsAsGood(report.NdcgAt10))
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

    public void Restore(FlatParameters parameters) => Best?.CopyTo(parameters.Values);

    private bool IsAsGood(IReadOnlyList<double> cases)
    {
        if (_peakCases is null)
        {
            return true;
        }

        var (sum, squares) = (0.0, 0.0);
        for (var at = 0; at < cases.Count; at++)
        {
            var behind = _peakCases[at] - cases[at];
            sum += behind;
            squares += behind * behind;
        }

        var mean = sum / cases.Count;
        var variance = (squares / cases.Count) - (mean * mean);
        return mean <= Math.Sqrt(Math.Max(variance, 0) / cases.Count);
    }
}
