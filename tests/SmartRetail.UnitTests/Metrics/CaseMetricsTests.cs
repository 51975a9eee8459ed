using SmartRetail.Recommender.Metrics;

namespace SmartRetail.UnitTests.Metrics;

/// <summary>Cases that were worked out by hand.</summary>
public sealed class CaseMetricsTests
{
    private static readonly int[] Top = [.. Enumerable.Range(100, 20)];

    [Fact]
    public void One_relevant_item_in_third_place()
    {
        var metrics = Compute(relevant: [102], firstPosition: 3);

        Assert.Equal(1, metrics["hr@5"]);
        Assert.Equal(0.5, metrics["ndcg@10"], tolerance: 1e-12);
        Assert.Equal(1.0 / 3, metrics["mrr"], tolerance: 1e-12);
        Assert.Equal(0.1, metrics["precision@10"], tolerance: 1e-12);
        Assert.Equal(1, metrics["recall@10"]);
        Assert.Equal(2.0 / 11, metrics["f1@10"], tolerance: 1e-12);
        Assert.Equal(0, metrics["accuracy"]);
        Assert.Equal(3, metrics["meanRank"]);
        Assert.Equal(0.015, metrics["meanRankShare"], tolerance: 1e-12);
    }

    [Fact]
    public void Several_relevant_items_are_measured_against_the_best_order_of_them()
    {
        var metrics = Compute(relevant: [100, 103, 7, 8], firstPosition: 1);

        var ideal = 1 + (1 / Math.Log2(3)) + (1 / Math.Log2(4)) + (1 / Math.Log2(5));
        Assert.Equal((1 + (1 / Math.Log2(5))) / ideal, metrics["ndcg@10"], tolerance: 1e-12);
        Assert.Equal(0.5, metrics["recall@10"], tolerance: 1e-12);
        Assert.Equal(0.2, metrics["precision@10"], tolerance: 1e-12);
        Assert.Equal(1, metrics["accuracy"]);
    }

    [Fact]
    public void An_item_in_eleventh_place_counts_at_20_and_not_at_10()
    {
        var metrics = Compute(relevant: [110], firstPosition: 11);

        Assert.Equal(0, metrics["hr@10"]);
        Assert.Equal(0, metrics["ndcg@10"]);
        Assert.Equal(1, metrics["hr@20"]);
        Assert.Equal(1 / Math.Log2(12), metrics["ndcg@20"], tolerance: 1e-12);
    }

    // Positions 1, 4 and 8 of the list; the fourth relevant item is not in it.
    [Theory]
    [InlineData(5, 2 / 5.0, 2 / 4.0, 4 / 9.0)]
    [InlineData(10, 3 / 10.0, 3 / 4.0, 6 / 14.0)]
    [InlineData(20, 3 / 20.0, 3 / 4.0, 6 / 24.0)]
    public void Precision_recall_and_their_harmonic_mean_at_each_length(int k, double precision, double recall, double f1)
    {
        var metrics = Compute(relevant: [100, 103, 107, 7], firstPosition: 1);

        Assert.Equal(precision, metrics[$"precision@{k}"], tolerance: 1e-12);
        Assert.Equal(recall, metrics[$"recall@{k}"], tolerance: 1e-12);
        Assert.Equal(f1, metrics[$"f1@{k}"], tolerance: 1e-12);
    }

    [Fact]
    public void The_reciprocal_rank_at_k_is_nothing_beyond_k()
    {
        var metrics = Compute(relevant: [106], firstPosition: 7);

        Assert.Equal(0, metrics["mrr@5"]);
        Assert.Equal(1.0 / 7, metrics["mrr@10"], tolerance: 1e-12);
        Assert.Equal(1.0 / 7, metrics["mrr"], tolerance: 1e-12);
    }

    [Fact]
    public void With_more_relevant_items_than_places_a_full_list_of_them_is_ideal()
    {
        var metrics = Compute(relevant: [.. Enumerable.Range(100, 30)], firstPosition: 1);

        Assert.Equal(1, metrics["ndcg@20"], tolerance: 1e-12);
        Assert.Equal(20.0 / 30, metrics["recall@20"], tolerance: 1e-12);
    }

    private static Dictionary<string, double> Compute(int[] relevant, int firstPosition)
    {
        var metrics = new double[CaseMetrics.Names.Count];
        CaseMetrics.Compute(Top, relevant, firstPosition, items: 200, metrics);
        return CaseMetrics.Names.Zip(metrics).ToDictionary();
    }
}
