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

    private static Dictionary<string, double> Compute(int[] relevant, int firstPosition)
    {
        var metrics = new double[CaseMetrics.Names.Count];
        CaseMetrics.Compute(Top, relevant, firstPosition, metrics);
        return CaseMetrics.Names.Zip(metrics).ToDictionary();
    }
}
