using SmartRetail.Recommender.Splits;
using SmartRetail.UnitTests.Sequences;

namespace SmartRetail.UnitTests.Splits;

public sealed class LeaveOneOutSplitTests
{
    [Fact]
    public void The_last_item_is_the_test_and_the_one_before_the_validation()
    {
        var split = new LeaveOneOutSplit().Split(Datasets.Of(4, [0, 1, 2, 3]));

        Assert.Equal([0, 1], split.Training.ItemsOf(0).ToArray());
        Assert.Equal([0, 1], split.Validation[0].History.ToArray());
        Assert.Equal([2], split.Validation[0].Relevant.ToArray());
        Assert.Equal([0, 1, 2], split.Test[0].History.ToArray());
        Assert.Equal([3], split.Test[0].Relevant.ToArray());
    }

    [Fact]
    public void A_customer_with_two_items_is_only_trained_on()
    {
        var split = new LeaveOneOutSplit().Split(Datasets.Of(4, [0, 1], [1, 2, 3]));

        Assert.Equal([0, 1], split.Training.ItemsOf(0).ToArray());
        Assert.Single(split.Test);
        Assert.Single(split.Validation);
    }
}
