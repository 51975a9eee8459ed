using SmartRetail.Contracts;
using SmartRetail.Contracts.Attribution;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;

namespace SmartRetail.UnitTests.Attribution;

public sealed class ImpressionSampleTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 1_000)]
    [InlineData(0.5, 5_000)]
    [InlineData(1, 10_000)]
    public void Holds_the_share_of_lists(double share, int expected)
    {
        var held = Enumerable.Range(0, 10_000).Count(id => ImpressionSample.Holds(new($"r-{id}"), share));

        // Within four standard deviations of a fair draw.
        Assert.InRange(held, expected - (4 * Math.Sqrt(expected)), expected + (4 * Math.Sqrt(expected)));
    }

    [Fact]
    public void Holds_in_a_larger_share_what_it_holds_in_a_smaller_one()
    {
        var lost = Enumerable.Range(0, 1_000).Select(id => new RecommendationId($"r-{id}"))
            .Where(id => ImpressionSample.Holds(id, 0.2) && !ImpressionSample.Holds(id, 0.3));

        Assert.Empty(lost);
    }

    [Fact]
    public void Tells_the_slots_apart_that_are_shown_most_and_sums_the_others()
    {
        var rows = Enumerable.Range(1, AttributionGroups.MaxSlots + 2).Select(slot => new AttributedFigures(
            new($"slot-{slot}", RecommendationTier.Counts, null), AttributionSums.Zero with { Shown = slot })).ToList();

        var groups = AttributionGroups.Of(rows);

        Assert.Equal(AttributionGroups.MaxSlots + 1, groups.Length);
        Assert.Equal(3, Assert.Single(groups, group => group.Key.Slot == AttributionGroups.OtherSlots).Sums.Shown);
    }
}
