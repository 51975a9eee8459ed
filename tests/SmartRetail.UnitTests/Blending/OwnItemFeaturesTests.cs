using SmartRetail.Recommender.Blending;
using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;
using SmartRetail.UnitTests.Sequences;

namespace SmartRetail.UnitTests.Blending;

public sealed class OwnItemFeaturesTests
{
    [Fact]
    public void An_item_is_described_by_the_sessions_it_occurred_in()
    {
        // Four sessions, the oldest first: [0, 0], [1], [0], [2]; item 0 came every second one and is due.
        var history = Datasets.WithTimes(3, [(0, 0), (0, 1), (1, 60), (0, 120), (2, 180)]).SequenceOf(0);

        var features = Describe(history, item: 0);

        Assert.Equal(Math.Log(0.5 + 0.125), features["repeat.decayed"], tolerance: 1e-6);
        Assert.Equal(Math.Log(2), features["repeat.count"], tolerance: 1e-6);
        Assert.Equal(2 / 4.0, features["repeat.share"], tolerance: 1e-6);
        Assert.Equal(Math.Log(2), features["repeat.recency"], tolerance: 1e-6);
        Assert.Equal(0, features["repeat.newest"]);
        Assert.Equal(1, features["repeat.due"], tolerance: 1e-6);
        Assert.Equal(Math.Log(3), features["repeat.crowd"], tolerance: 1e-6);
        Assert.Equal(1, features["repeat.any"]);
    }

    [Fact]
    public void An_item_that_customers_come_back_to_has_a_habit()
    {
        var history = InteractionSequence.Of(0, 1);

        // Of two customers one came back to 0 and none to 1; of all four pairs one did, counted as (1 + 1) / (4 + 2).
        Assert.Equal(Math.Log((1 + (10 / 3.0)) / 4), Describe(history, item: 0)["repeat.habit"], tolerance: 1e-6);
        Assert.Equal(Math.Log((10 / 3.0) / 4), Describe(history, item: 1)["repeat.habit"], tolerance: 1e-6);
    }

    [Fact]
    public void The_newest_item_is_marked()
    {
        var history = InteractionSequence.Of(0, 1);

        Assert.Equal(0, Describe(history, item: 0)["repeat.newest"]);
        Assert.Equal(1, Describe(history, item: 1)["repeat.newest"]);
    }

    private static Dictionary<string, float> Describe(InteractionSequence history, int item)
    {
        var repeat = new RepeatModel(new() { SessionDecay = 0.5 });
        repeat.Fit(Datasets.Of(3, [0, 1, 0], [0, 1]));
        var features = new OwnItemFeatures("repeat", repeat);
        var block = features.Describe(history);
        var values = block[block.Items.IndexOf(item)].ToArray();
        return features.Names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
