using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;

namespace SmartRetail.UnitTests.Metrics;

public sealed class RankingEvaluatorTests
{
    private static readonly HeldOutCase Case = new(InteractionSequence.Of(0), new[] { 2 });

    [Fact]
    public void Ranks_by_score_over_all_items()
    {
        var report = Evaluate([1, 1, 1, 1], [4, 3, 2, 1], maskSeen: false);

        Assert.Equal(1.0 / 3, report.Metrics["mrr"], tolerance: 1e-12);
        Assert.Equal(0.5, report.Metrics["ndcg@10"], tolerance: 1e-12);
        Assert.Equal(1, report.Metrics["coverage@10"]);
    }

    [Fact]
    public void Takes_seen_items_out_of_the_ranking_when_told()
    {
        var report = Evaluate([1, 1, 1, 1], [4, 3, 2, 1], maskSeen: true);

        Assert.Equal(0.5, report.Metrics["mrr"], tolerance: 1e-12);
        Assert.Equal(0.75, report.Metrics["coverage@10"]);
    }

    [Fact]
    public void Orders_equal_scores_by_popularity()
    {
        var report = Evaluate([5, 3, 4, 1], [1, 1, 1, 1], maskSeen: false);

        Assert.Equal(0.5, report.Metrics["mrr"], tolerance: 1e-12);
    }

    [Fact]
    public void Breaks_what_is_still_equal_by_chance_and_not_by_number()
    {
        var positions = Enumerable.Range(0, 200).Select(seed =>
            1 / Evaluate([1, 1, 1, 1], [1, 1, 1, 1], maskSeen: false, seed).Metrics["mrr"]);

        Assert.InRange(positions.Average(), 2.2, 2.8);
    }

    [Fact]
    public void A_score_that_is_no_number_is_an_error() => Assert.Throws<InvalidOperationException>(
        () => Evaluate([1, 1, 1, 1], [4, 3, float.NaN, 1], maskSeen: false));

    [Fact]
    public void The_interval_holds_the_mean_and_narrows_with_more_cases()
    {
        var few = Interval(cases: 50);
        var many = Interval(cases: 5_000);

        Assert.InRange(0.5, few.Low, few.High);
        Assert.InRange(0.5, many.Low, many.High);
        Assert.True(many.High - many.Low < (few.High - few.Low) / 5);
    }

    private static (double Low, double High) Interval(int cases) => new RankingReport(
        Evaluate([1, 1, 1, 1], [1, 1, 1, 1], maskSeen: false).Metrics,
        [.. Enumerable.Range(0, cases).Select(at => at % 2 == 0 ? 0.0 : 1.0)]).NdcgInterval(seed: 1);

    private static RankingReport Evaluate(int[] popularity, float[] scores, bool maskSeen, int seed = 0) =>
        new RankingEvaluator(popularity, seed: seed).Evaluate(
            [Case],
            new FixedScores(scores),
            maskSeen,
            cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Scores every history alike.</summary>
    private sealed class FixedScores(float[] scores) : ISequenceScorer
    {
        public void Score(ReadOnlySpan<InteractionSequence> histories, Span<float> target) => scores.CopyTo(target);
    }
}
