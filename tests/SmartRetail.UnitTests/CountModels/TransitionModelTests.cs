using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;
using SmartRetail.UnitTests.Sequences;

namespace SmartRetail.UnitTests.CountModels;

public sealed class TransitionModelTests
{
    [Fact]
    public void Pairs_further_apart_count_less_and_those_beyond_the_order_not_at_all()
    {
        var scores = Score(
            new() { CountOrder = 2, CountDecay = 0.5, Normalization = 0 },
            history: [0],
            [0, 1, 2, 3], [0, 2]);

        Assert.Equal([0, 1, 0.5f + 1, 0], scores);
    }

    [Fact]
    public void Items_further_back_in_the_history_vote_less()
    {
        var scores = Score(
            new() { CountOrder = 1, HistoryOrder = 2, HistoryDecay = 0.5, Normalization = 0 },
            history: [3, 0, 1],
            [0, 2], [1, 0], [3, 1]);

        Assert.Equal([1, 0, 0.5f, 0], scores);
    }

    [Fact]
    public void Votes_are_divided_by_a_power_of_the_followers_of_the_one_who_votes()
    {
        var scores = Score(
            new() { CountOrder = 1, HistoryDecay = 1, Normalization = 0.5 },
            history: [3, 0],
            [0, 1], [0, 1], [0, 1], [0, 2], [3, 2]);

        Assert.Equal([0, 3 / 2f, (1 / 2f) + 1, 0], scores);
    }

    [Fact]
    public void Only_the_strongest_followers_are_kept()
    {
        var scores = Score(
            new() { CountOrder = 1, Normalization = 0, MaxFollowers = 1 },
            history: [0],
            [0, 1], [0, 2], [0, 2]);

        Assert.Equal([0, 0, 2, 0], scores);
    }

    private static float[] Score(TransitionOptions options, int[] history, params int[][] customers)
    {
        var model = new TransitionModel(options);
        model.Fit(Datasets.Of(4, customers));
        var scores = new float[4];
        model.Score([InteractionSequence.Of(history)], scores);
        return scores;
    }
}
