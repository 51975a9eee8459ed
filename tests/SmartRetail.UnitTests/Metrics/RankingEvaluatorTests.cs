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

    // Item 2 is the relevant one; the others' scores are as wrong.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_score_that_is_no_number_is_an_error_that_names_the_item(int item)
    {
        float[] scores = [4, 3, 2, 1];
        scores[item] = float.NaN;

        var error = Assert.Throws<InvalidOperationException>(() => Evaluate([1, 1, 1, 1], scores, maskSeen: false));

        Assert.Contains($"item {item} ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Popularity_is_the_mean_share_of_training_that_the_listed_items_have()
    {
        var report = Evaluate([5, 3, 2, 10], [4, 3, 2, 1], maskSeen: true);

        Assert.Equal((0.15 + 0.1 + 0.5) / 3, report.Metrics["popularity@10"], tolerance: 1e-12);
    }

    [Fact]
    public void Coverage_counts_an_item_at_the_lengths_of_list_that_reach_it()
    {
        var scores = Enumerable.Range(0, 40).Select(item => (float)-item).ToArray();

        var report = Evaluate([.. scores.Select(_ => 1)], scores, maskSeen: false);

        Assert.Equal(5 / 40.0, report.Metrics["coverage@5"], tolerance: 1e-12);
        Assert.Equal(10 / 40.0, report.Metrics["coverage@10"], tolerance: 1e-12);
        Assert.Equal(20 / 40.0, report.Metrics["coverage@20"], tolerance: 1e-12);
    }

    [Fact]
    public void Customers_are_measured_apart_by_the_length_of_their_history()
    {
        HeldOutCase[] cases = [Held(0, next: 0), Held(4, next: 1), Held(5, next: 2), Held(19, next: 2), Held(20, next: 3)];

        var report = new RankingEvaluator([1, 1, 1, 1]).Evaluate(
            cases,
            new FixedScores([4, 3, 2, 1]),
            maskSeen: false,
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["heavy", "light", "new"], report.Segments.Keys);
        Assert.Equal(2, report.Segments["new"].Cases);
        Assert.Equal((1 + 0.5) / 2, report.Segments["new"].Metrics["mrr"], tolerance: 1e-12);
        Assert.Equal(2, report.Segments["light"].Cases);
        Assert.Equal(1.0 / 3, report.Segments["light"].Metrics["mrr"], tolerance: 1e-12);
        Assert.Equal(0.25, report.Segments["heavy"].Metrics["mrr"], tolerance: 1e-12);
    }

    private static HeldOutCase Held(int length, int next) => new(InteractionSequence.Of(new int[length]), new[] { next });

    private static RankingReport Evaluate(int[] popularity, float[] scores, bool maskSeen, int seed = 0) =>
        new RankingEvaluator(popularity, seed: seed).Evaluate(
            [Case],
            new FixedScores(scores),
            maskSeen,
            cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Scores every history alike.</summary>
    private sealed class FixedScores(float[] scores) : ISequenceScorer
    {
        public void Score(ReadOnlySpan<InteractionSequence> histories, Span<float> target)
        {
            for (var row = 0; row < histories.Length; row++)
            {
                scores.CopyTo(target[(row * scores.Length)..]);
            }
        }
    }
}
