using SmartRetail.Recommender.Partitions;
using SmartRetail.Recommender.Retrieval;

namespace SmartRetail.UnitTests.Partitions;

public sealed class ItemPartTests
{
    [Theory]
    [InlineData(1, 2_048)]
    [InlineData(2_049, 2_048)]
    [InlineData(100_000, 30_000)]
    [InlineData(1_000_000, 500_000)]
    public void Parts_hold_each_item_once_and_no_more_than_they_may(int items, int most)
    {
        var parts = ItemPart.Split(items, most);

        Assert.Equal(items, parts.Sum(part => part.Count));
        Assert.Equal(parts.Select(part => part.First), parts.Select((_, at) => parts.Take(at).Sum(part => part.Count)));
        Assert.All(parts, part => Assert.InRange(part.Count, 1, most));
    }

    [Fact]
    public void Parts_begin_at_segments()
    {
        var parts = ItemPart.Split(100_000, 30_000);

        Assert.All(parts, part => Assert.Equal(0, part.First % SegmentSum.Length));
    }

    [Fact]
    public void A_model_that_one_silo_may_hold_is_one_part()
    {
        var parts = ItemPart.Split(20_480, 20_480);

        Assert.Equal([new ItemPart(0, 1, 0, 20_480)], parts);
    }
}
