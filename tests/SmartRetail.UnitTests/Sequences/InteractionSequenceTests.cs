using SmartRetail.Recommender.Sequences;

namespace SmartRetail.UnitTests.Sequences;

public sealed class InteractionSequenceTests
{
    private static readonly InteractionSequence Full =
        new(new[] { 7, 8, 9 }, new byte[] { 1, 2, 4 }, new long[] { 10, 20, 30 });

    [Fact]
    public void The_newest_interactions_keep_their_kinds_and_times()
    {
        var newest = Full.Newest(2);

        Assert.Equal([8, 9], newest.Items.ToArray());
        Assert.Equal([2, 4], newest.Kinds.ToArray());
        Assert.Equal([20, 30], newest.Times.ToArray());
    }

    [Fact]
    public void A_shorter_sequence_than_asked_for_is_returned_whole() => Assert.Equal(Full, Full.Newest(5));

    [Fact]
    public void A_stretch_of_items_alone_has_no_kinds_and_no_times()
    {
        var stretch = InteractionSequence.Of(7, 8, 9).Slice(1, 1);

        Assert.Equal([8], stretch.Items.ToArray());
        Assert.True(stretch.Kinds.IsEmpty && stretch.Times.IsEmpty);
    }
}
