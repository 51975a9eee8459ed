using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;
using SmartRetail.UnitTests.Sequences;

namespace SmartRetail.UnitTests.CountModels;

public sealed class SessionKnnModelTests
{
    private static readonly SessionKnnOptions Plain = new()
    {
        HistoryDecay = 0.5,
        DistanceDecay = 0.5,
        BeforeShare = 0.25,
        LengthPower = 0,
    };

    [Fact]
    public void Neighbors_vote_by_the_weights_of_the_items_they_share()
    {
        // [0, 1, 2] shares both items of the history, 1 + 0.5; [0, 3] shares the older one, 0.5.
        var scores = Score(Plain, history: [0, 1], [0, 1, 2], [0, 3], [4, 2]);

        Assert.Equal([1.5f * 0.25f, 0, 1.5f, 0.5f, 0], scores);
    }

    [Fact]
    public void Items_further_from_the_shared_one_get_less_and_those_before_it_only_a_share()
    {
        var scores = Score(Plain, history: [2], [0, 1, 2, 3, 4]);

        Assert.Equal([0.25f * 0.5f, 0.25f, 0, 1, 0.5f], scores);
    }

    [Fact]
    public void A_sequence_with_many_items_is_less_similar()
    {
        var scores = Score(Plain with { LengthPower = 1 }, history: [0], [0, 1], [3, 3, 0, 2]);

        Assert.Equal([0, 1 / 2f, 1 / 4f, 0.25f * 0.25f * 1.5f, 0], scores);
    }

    [Fact]
    public void Only_the_most_similar_sequences_vote_and_of_equal_ones_the_later()
    {
        var scores = Score(Plain with { Neighbors = 1 }, history: [0], [0, 1], [0, 2]);

        Assert.Equal([0, 0, 1, 0, 0], scores);
    }

    [Fact]
    public void Only_the_last_sequences_with_an_item_are_looked_at()
    {
        var scores = Score(Plain with { Sample = 1 }, history: [0], [0, 1], [0, 2]);

        Assert.Equal([0, 0, 1, 0, 0], scores);
    }

    private static float[] Score(SessionKnnOptions options, int[] history, params int[][] customers)
    {
        var model = new SessionKnnModel(options);
        model.Fit(Datasets.Of(5, customers));
        var scores = new float[5];
        model.Score([InteractionSequence.Of(history)], scores);
        return scores;
    }
}
