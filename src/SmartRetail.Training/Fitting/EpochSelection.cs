using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Splits;
using SmartRetail.Training.Encoders;

namespace SmartRetail.Training.Fitting;

/// <summary>Keeps the parameters of the epoch that ranks the selection cases best; without cases, the last one's.</summary>
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

    /// <summary>The best epoch's parameters; null before the first and without cases.</summary>
    public float[]? Best { get; private set; }

    public double BestNdcg { get; private set; } = double.NegativeInfinity;

    public int BestEpoch { get; private set; }

    /// <summary>Whether the epochs since the best one are as many as the options' patience.</summary>
    public bool IsOutOfPatience(int epoch) => options.Patience is { } patience && epoch - BestEpoch >= patience;

    /// <summary>Ranks the selection cases; returns their ndcg@10, or null without cases.</summary>
    public double? Consider(
        int epoch, FlatParameters parameters, ProductRows rows, CancellationToken cancellationToken)
    {
        if (_cases.Length == 0)
        {
            BestEpoch = epoch;
            return null;
        }

        using var scorer = new EncoderScorer(encoder, parameters, rows, options.Temperature);
        var report = evaluator.Evaluate(_cases, scorer, input.MaskSeen, cancellationToken: cancellationToken);
        var ndcg = report.Metrics["ndcg@10"];
        if (ndcg > BestNdcg)
        {
            (BestNdcg, BestEpoch) = (ndcg, epoch);
            Best ??= new float[parameters.Layout.Length];
            parameters.Values.CopyTo(Best);
        }

        return ndcg;
    }

    /// <summary>Goes on from what a checkpoint kept.</summary>
    public void Resume(int bestEpoch, double bestNdcg, float[]? best) =>
        (BestEpoch, BestNdcg, Best) = (bestEpoch, bestNdcg, best);

    public void Restore(FlatParameters parameters) => Best?.CopyTo(parameters.Values);
}
