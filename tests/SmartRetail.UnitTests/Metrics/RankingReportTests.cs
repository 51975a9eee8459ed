using System.Collections.Immutable;
using SmartRetail.Recommender.Metrics;

namespace SmartRetail.UnitTests.Metrics;

public sealed class RankingReportTests
{
    [Fact]
    public void The_interval_holds_the_mean_and_narrows_with_more_cases()
    {
        var few = Report(cases: 50).NdcgInterval(seed: 1);
        var many = Report(cases: 5_000).NdcgInterval(seed: 1);

        Assert.InRange(0.5, few.Low, few.High);
        Assert.InRange(0.5, many.Low, many.High);
        Assert.True(many.High - many.Low < (few.High - few.Low) / 5);
    }

    // The mean of 400 coins has a standard error of 0.025; 1.96 of them are 0.049.
    [Fact]
    public void Is_as_wide_as_the_normal_approximation_says()
    {
        var (low, high) = Report(cases: 400).NdcgInterval(seed: 1);

        Assert.Equal(0.451, low, tolerance: 0.006);
        Assert.Equal(0.549, high, tolerance: 0.006);
    }

    [Fact]
    public void Each_metric_has_the_interval_of_its_own_cases()
    {
        var report = Report(cases: 100);

        var intervals = report.Intervals(seed: 1);

        Assert.Equal(["hr@10", "mrr", "ndcg@10"], intervals.Keys);
        Assert.All(intervals["hr@10"], bound => Assert.Equal(1, bound, tolerance: 1e-9));
        Assert.All(intervals["mrr"], bound => Assert.Equal(0.25, bound, tolerance: 1e-9));
        Assert.Equal([report.NdcgInterval(1).Low, report.NdcgInterval(1).High], intervals["ndcg@10"]);
    }

    [Fact]
    public void The_same_seed_draws_the_same_cases()
    {
        var report = new RankingReport(
            ImmutableSortedDictionary<string, double>.Empty, [.. Enumerable.Range(1, 70).Select(at => 1.0 / at)]);

        Assert.Equal(report.NdcgInterval(seed: 3), report.NdcgInterval(seed: 3));
        Assert.NotEqual(report.NdcgInterval(seed: 3), report.NdcgInterval(seed: 4));
    }

    [Fact]
    public void Without_cases_there_is_no_interval() => Assert.Empty(new RankingReport(
        ImmutableSortedDictionary<string, double>.Empty, []).Intervals(seed: 1));

    /// <summary>Every other case has an ndcg@10 of 1, the others have none; what else is measured is the same for all.</summary>
    private static RankingReport Report(int cases)
    {
        double[] values = [.. Enumerable.Range(0, cases).Select(at => at % 2 == 0 ? 0.0 : 1.0)];
        return new(ImmutableSortedDictionary<string, double>.Empty, values)
        {
            Cases = new(["hr@10", "mrr", "ndcg@10"], [.. values.SelectMany(value => new[] { 1, 0.25, value })]),
        };
    }
}
