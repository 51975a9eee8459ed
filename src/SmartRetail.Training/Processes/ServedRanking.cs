using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Splits;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Processes;

/// <summary>
/// The ranking that a store gets with a fitted encoder: the encoder beside the counts of the training part, in shares
/// learned on the validation cases. Its counts are freed with it, the encoder's scorer is not.
/// </summary>
internal sealed class ServedRanking : IDisposable
{
    private ServedRanking(StoreCounts counts, ScoreShares? shares, MixtureScorer scorer)
    {
        Counts = counts;
        Shares = shares;
        Scorer = scorer;
    }

    /// <summary>Null where there was no case to learn them from.</summary>
    public ScoreShares? Shares { get; }

    public MixtureScorer Scorer { get; }

    /// <summary>Of the training part; they do not change any more.</summary>
    public StoreCounts Counts { get; }

    public static ServedRanking Create(
        FittedEncoder fitted, EncoderScorer scorer, EvaluationSplit split, TimeProvider clock, CancellationToken cancellationToken)
    {
        var counts = CountReplay.Of(split.Training, new(), clock);
        var historyLength = new RankingOptions().HistoryLength;
        var evaluator = new RankingEvaluator(split.Training.CountItems(), fitted.Options.Threads, fitted.Options.Seed);
        var shares = ShareFit.Learn(ScorerWith, split.Validation, evaluator, cancellationToken);
        return new(counts, shares, ScorerWith(shares ?? ScoreShares.Default));

        MixtureScorer ScorerWith(ScoreShares each) => new(
            new(new(), counts, new FittedModel(fitted, scorer, split.Training.Vocabulary, each)),
            split.Training.Vocabulary,
            historyLength);
    }

    public void Dispose() => Counts.Dispose();
}
