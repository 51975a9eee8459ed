using SmartRetail.Recommender.Splits;
using SmartRetail.UnitTests.Sequences;

namespace SmartRetail.UnitTests.Splits;

public sealed class LastSessionSplitTests
{
    [Fact]
    public void Holds_out_the_distinct_products_of_the_last_session_and_of_the_one_before()
    {
        var data = Datasets.WithTimes(9, [(0, 0), (1, 30), (2, 61), (3, 80), (4, 200), (5, 200), (4, 200)]);

        var split = new LastSessionSplit().Split(data);

        Assert.Equal([0, 1], split.Training.ItemsOf(0).ToArray());
        Assert.Equal([0, 1_800_000], split.Training.TimesOf(0).ToArray());
        Assert.Equal([2, 3], split.Validation[0].Relevant.ToArray());
        Assert.Equal([0, 1], split.Validation[0].History.Items.ToArray());
        Assert.Equal([4, 5], split.Test[0].Relevant.ToArray());
        Assert.Equal([0, 1, 2, 3], split.Test[0].History.Items.ToArray());
    }

    [Fact]
    public void A_customer_with_two_sessions_is_only_trained_on()
    {
        var split = new LastSessionSplit().Split(Datasets.WithTimes(3, [(0, 0), (1, 100), (2, 101)]));

        Assert.Equal([0, 1, 2], split.Training.ItemsOf(0).ToArray());
        Assert.Empty(split.Test);
    }

    [Fact]
    public void Without_a_pause_each_time_is_an_order_of_its_own()
    {
        var protocol = new LastSessionSplit(TimeSpan.Zero);

        var split = protocol.Split(Datasets.WithTimes(5, [(0, 0), (1, 0), (2, 1), (3, 2), (4, 2)]));

        Assert.Equal("last-order", protocol.Name);
        Assert.Equal([0, 1], split.Training.ItemsOf(0).ToArray());
        Assert.Equal([2], split.Validation[0].Relevant.ToArray());
        Assert.Equal([3, 4], split.Test[0].Relevant.ToArray());
    }

    [Fact]
    public void Refuses_data_without_times() =>
        Assert.Throws<ArgumentException>(() => new LastSessionSplit().Split(Datasets.Of(2, [0, 1])));
}
