using SmartRetail.Client.Console.Models;

namespace SmartRetail.UnitTests.Pages;

/// <summary>Which figure of a row the console marks.</summary>
public sealed class MetricNamesTests
{
    [Theory]
    [InlineData("ndcg@10", 0.3)]
    [InlineData("meanRank", 0.1)]
    [InlineData("meanRankShare", 0.1)]
    [InlineData("popularity@10", null)]
    public void The_best_is_the_most_or_for_places_the_least_or_none(string metric, double? best) =>
        Assert.Equal(best, MetricNames.Best(metric, [0.1, 0.3, 0.2]));
}
