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
    public void Refuses_data_without_times() =>
        Assert.Throws<ArgumentException>(() => new LastSessionSplit().Split(Datasets.Of(2, [0, 1])));
}
