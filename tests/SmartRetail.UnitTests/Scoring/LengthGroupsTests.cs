using SmartRetail.Serving.Scoring;

namespace SmartRetail.UnitTests.Scoring;

public sealed class LengthGroupsTests
{
    [Fact]
    public void Histories_of_about_one_length_share_a_call()
    {
        var groups = LengthGroups.Split([9, 10, 10, 12]);

        Assert.Equal([0..4], groups);
    }

    [Fact]
    public void Short_histories_are_not_padded_to_a_long_one()
    {
        var groups = LengthGroups.Split([2, 3, 3, 50]);

        Assert.Equal([0..3, 3..4], groups);
    }

    [Fact]
    public void A_call_is_not_split_for_less_padding_than_it_costs()
    {
        var groups = LengthGroups.Split([1, 1 + LengthGroups.CallCost]);

        Assert.Equal([0..2], groups);
    }

    [Fact]
    public void A_call_is_split_for_more_padding_than_it_costs()
    {
        var groups = LengthGroups.Split([1, 2 + LengthGroups.CallCost]);

        Assert.Equal([0..1, 1..2], groups);
    }

    [Fact]
    public void A_lone_history_is_a_group()
    {
        var groups = LengthGroups.Split([7]);

        Assert.Equal([0..1], groups);
    }
}
