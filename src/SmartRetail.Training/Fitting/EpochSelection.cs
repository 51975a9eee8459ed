using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Splits;
using SmartRetail.Training.Encoders;

namespace SmartRetail.Training.Fitting;

/// <summary>Keeps the parameters of the epoch that ranks the selection cases best; without cases, the last one's.</summary>
internal sealed class EpochSelection(
    ISequenceEncoder encoder,
    FitOptions options,
    RankingEvaluator evaluator,
    IReadOnlyList<HeldOutCase> validation,
    bool maskSeen)
{
    // Spread over all customers: those of a file's beginning may differ from those of its end.
    private readonly HeldOutCase[] _cases =
    [
        .. validation.Where((_, at) => validation.Count <= options.SelectionCases
            || (long)at * options.SelectionCases / validation.Count
                != (long)(at - 1) * options.SelectionCases / validation.Count),
    ];

    private float[]? _best;
    private double _bestNdcg = double.NegativeInfinity;

    public int BestEpoch { get; private set; }

    /// <summary>Ranks the selection cases; returns their ndcg@10, or null without cases.</summary>
    public double? Consider(int epoch, FlatParameters parameters, CancellationToken cancellationToken)
    {
        if (_cases.Length == 0)
        {
            BestEpoch = epoch;
            return null;
        }

        using var scorer = new EncoderScorer(encoder, parameters, options.Temperature);
        var report = evaluator.Evaluate(_cases, scorer, maskSeen, cancellationToken: cancellationToken);
        var ndcg = report.Metrics["ndcg@10"];
        if (ndcg > _bestNdcg)
        {
            (_bestNdcg, BestEpoch) = (ndcg, epoch);
            _best ??= new float[parameters.Layout.Length];
            parameters.Values.CopyTo(_best);
        }

        return ndcg;
    }

    public void Restore(FlatParameters parameters) => _best?.CopyTo(parameters.Values);
}
