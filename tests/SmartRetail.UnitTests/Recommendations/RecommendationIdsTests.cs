using SmartRetail.Grains.Recommendations;

namespace SmartRetail.UnitTests.Recommendations;

public sealed class RecommendationIdsTests
{
    [Fact]
    public void Gives_no_id_twice_and_each_as_long_as_the_others()
    {
        var (one, other) = (new RecommendationIds(TimeProvider.System), new RecommendationIds(TimeProvider.System));

        string[] ids = [.. Enumerable.Range(0, 1_000).SelectMany(_ => new[] { one.Next().Value, other.Next().Value })];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{32}$", id));
    }
}
