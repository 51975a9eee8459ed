using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;
using SmartRetail.UnitTests.Sequences;

namespace SmartRetail.UnitTests.CountModels;

public sealed class CoPurchaseModelTests
{
    private static readonly CoPurchaseOptions Options = new() { Shrinkage = 2, SessionDecay = 0.5, Window = 1 };

    [Fact]
    public void With_times_items_of_one_session_go_together()
    {
        // Item 0 occurs twice, once with 1 in its session; 2 follows only after the gap.
        var model = Fit(Datasets.WithTimes(4, [(0, 0), (1, 5), (2, 100)], [(0, 0), (3, 200)]));

        var scores = Score(model, InteractionSequence.Of(0));

        Assert.Equal([0, (float)(1 / (Math.Sqrt(2 * 1) + 2)), 0, 0], scores);
    }

    [Fact]
    public void Without_times_items_within_the_window_go_together()
    {
        var model = Fit(Datasets.Of(4, [0, 1, 2], [1, 0]));

        var scores = Score(model, InteractionSequence.Of(1));

        Assert.Equal([2f / (2 + 2), 0, (float)(1 / (Math.Sqrt(2 * 1) + 2)), 0], scores);
    }

    [Fact]
    public void Sessions_further_back_in_the_history_vote_less()
    {
        var model = Fit(Datasets.Of(4, [0, 2], [1, 3]));
        var history = Datasets.WithTimes(4, [(0, 0), (1, 60)]).SequenceOf(0);

        var scores = Score(model, history);

        Assert.Equal([0, 0, 0.5f / 3, 1f / 3], scores);
    }

    private static CoPurchaseModel Fit(SequenceDataset data)
    {
        var model = new CoPurchaseModel(Options);
        model.Fit(data);
        return model;
    }

    private static float[] Score(CoPurchaseModel model, InteractionSequence history)
    {
        var scores = new float[4];
        model.Score([history], scores);
        return scores;
    }
}
