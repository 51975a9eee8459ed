using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;
using SmartRetail.UnitTests.Sequences;

namespace SmartRetail.UnitTests.Splits;

public sealed class TemporalSplitTests
{
    // Ten interactions at the minutes 0, 1, 2, 3, 4, 5, 6, 7, 80 and 100: the last tenth is at 100, the one before at 80.
    private static readonly SequenceDataset Data = Datasets.WithTimes(
        6,
        [(0, 0), (1, 2), (2, 80), (3, 100)],
        [(1, 1), (2, 3), (0, 4), (4, 7)],
        [(5, 5), (3, 6)]);

    [Fact]
    public void One_time_for_all_customers_parts_training_validation_and_test()
    {
        var split = new TemporalSplit().Split(Data);

        Assert.Equal(3, split.Training.Customers);
        Assert.Equal([0, 1], split.Training.ItemsOf(0).ToArray());
        Assert.Equal([1, 2, 0, 4], split.Training.ItemsOf(1).ToArray());
        Assert.Equal([0, 1], Assert.Single(split.Validation).History.Items.ToArray());
        Assert.Equal([2], split.Validation[0].Relevant.ToArray());
        Assert.Equal([0, 1, 2], Assert.Single(split.Test).History.Items.ToArray());
        Assert.Equal([3], split.Test[0].Relevant.ToArray());
    }

    // From minute 0 to 100: test from 95 on, validation from 3 on, at the share of 0.92.
    [Fact]
    public void The_cut_may_be_a_share_of_the_time()
    {
        var split = new TemporalSplit(0.05, 0.92, TemporalCut.TimeSpan).Split(Data);

        Assert.Equal(2, split.Training.Customers);
        Assert.Equal([1], split.Training.ItemsOf(1).ToArray());
        Assert.Equal([[2], [2, 0, 4]], split.Validation.Select(held => held.Relevant.ToArray()));
        Assert.Equal([3], Assert.Single(split.Test).Relevant.ToArray());
    }

    [Fact]
    public void What_comes_twice_in_the_window_is_relevant_once()
    {
        var data = Datasets.WithTimes(4, [(0, 0), (1, 1), (2, 2), (3, 3), (2, 4)]);

        var split = new TemporalSplit(testShare: 0.6, validationShare: 0.2).Split(data);

        Assert.Equal([2, 3], Assert.Single(split.Test).Relevant.ToArray());
    }

    [Fact]
    public void A_customer_without_history_before_the_cut_is_no_case()
    {
        var data = Datasets.WithTimes(3, [(0, 0), (1, 1), (2, 9)], [(1, 8), (2, 9)]);

        var split = new TemporalSplit(testShare: 0.6, validationShare: 0.2).Split(data);

        Assert.Equal([0, 1], Assert.Single(split.Test).History.Items.ToArray());
        Assert.Equal(1, split.Training.Customers);
    }

    [Fact]
    public void Interactions_at_the_time_of_the_cut_are_behind_it()
    {
        var data = Datasets.WithTimes(5, [(0, 0), (1, 5), (2, 5), (3, 5), (4, 6)]);

        var split = new TemporalSplit(testShare: 0.4, validationShare: 0).Split(data);

        Assert.Equal([0], split.Training.ItemsOf(0).ToArray());
        Assert.Equal([1, 2, 3, 4], split.Test[0].Relevant.ToArray());
        Assert.Empty(split.Validation);
    }

    [Fact]
    public void Refuses_data_without_times_and_data_of_one_time()
    {
        Assert.Throws<ArgumentException>(() => new TemporalSplit().Split(Datasets.Of(2, [0, 1])));
        Assert.Throws<ArgumentException>(() => new TemporalSplit().Split(Datasets.WithTimes(2, [(0, 3), (1, 3)])));
    }
}
