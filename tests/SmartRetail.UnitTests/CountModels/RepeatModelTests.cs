using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;
using SmartRetail.UnitTests.Sequences;

namespace SmartRetail.UnitTests.CountModels;

public sealed class RepeatModelTests
{
    [Fact]
    public void Own_items_score_by_decayed_frequency_and_the_others_below_them_by_popularity()
    {
        // Popularity: 0, 2, 1 and 1 of at most 2, over 3. Of the history, 0 is 1 and 3 positions back, 3 two.
        var scores = Score(Datasets.Of(4, [1, 1], [2, 3]), InteractionSequence.Of(0, 3, 0));

        Assert.Equal([1 + 1 + 0.25f, 2 / 3f, 1 / 3f, (1 / 3f) + 1 + 0.5f], scores);
    }

    [Fact]
    public void An_item_counts_once_for_each_session()
    {
        var history = Datasets.WithTimes(4, [(0, 0), (1, 60), (0, 61), (1, 62)]).SequenceOf(0);

        var scores = Score(Datasets.Of(4, [2, 2]), history);

        Assert.Equal([1 + 1 + 0.5f, 1 + 1, 2 / 3f, 0], scores);
    }

    private static float[] Score(SequenceDataset data, InteractionSequence history)
    {
        var model = new RepeatModel(new() { SessionDecay = 0.5 });
        model.Fit(data);
        var scores = new float[4];
        model.Score([history], scores);
        return scores;
    }
}
