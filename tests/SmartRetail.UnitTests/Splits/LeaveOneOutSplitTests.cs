using SmartRetail.Recommender.Sequences;
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
        Assert.Equal([0, 1], split.Validation[0].History.Items.ToArray());
        Assert.Equal([2], split.Validation[0].Relevant.ToArray());
        Assert.Equal([0, 1, 2], split.Test[0].History.Items.ToArray());
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

    [Fact]
    public void Kinds_and_times_go_along_into_histories_and_the_training_part()
    {
        var vocabulary = Datasets.Of(3).Vocabulary;
        var data = new SequenceDataset(vocabulary, [0, 1, 2, 0], [0, 4], [10, 20, 30, 40], [1, 4, 2, 4]);

        var split = new LeaveOneOutSplit().Split(data);

        Assert.Equal([1, 4], split.Training.KindsOf(0).ToArray());
        Assert.Equal([10, 20], split.Training.TimesOf(0).ToArray());
        Assert.Equal([1, 4, 2], split.Test[0].History.Kinds.ToArray());
        Assert.Equal([10, 20, 30], split.Test[0].History.Times.ToArray());
    }
}
