using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;
using SmartRetail.UnitTests.Sequences;

namespace SmartRetail.UnitTests.CountModels;

public sealed class CountModelTests
{
    [Fact]
    public void Popular_counts_interactions_whoever_asks()
    {
        var model = Fit("popular", [0, 1, 1], [1, 2]);

        Assert.Equal([1, 3, 1, 0], Score(model, [2]));
    }

    [Fact]
    public void Markov_counts_what_came_directly_after_the_last_item()
    {
        var model = Fit("markov", [0, 1, 2], [3, 1, 2], [1, 0]);

        Assert.Equal([1, 0, 2, 0], Score(model, [2, 3, 1]));
    }

    [Fact]
    public void Item_neighbors_are_weighed_by_the_shrunk_cosine_of_their_customers_and_summed_over_the_history()
    {
        var model = Fit("itemknn", [0, 1], [0, 1, 1], [0, 2], [3]);

        var scores = Score(model, [1, 1]);
        var both = Score(model, [1, 2]);

        Assert.Equal(2 / (MathF.Sqrt(3 * 2) + 10), scores[0], tolerance: 1e-6);
        Assert.Equal(2 / (MathF.Sqrt(2 * 2) + 10), scores[1], tolerance: 1e-6);
        Assert.Equal(0, scores[2]);
        Assert.Equal(
            (2 / (MathF.Sqrt(3 * 2) + 10)) + (1 / (MathF.Sqrt(3 * 1) + 10)), both[0], tolerance: 1e-6);
    }

    [Theory]
    [InlineData("markov")]
    [InlineData("transitions")]
    [InlineData("itemknn")]
    [InlineData("copurchase")]
    [InlineData("sessionknn")]
    public void Without_history_nothing_speaks_for_anything(string name)
    {
        var model = Fit(name, [0, 1], [1, 2]);

        Assert.Equal([0, 0, 0, 0], Score(model, []));
    }

    [Fact]
    public void Scores_several_histories_row_by_row()
    {
        var model = Fit("markov", [0, 1], [2, 3]);
        var scores = new float[8];

        model.Score([InteractionSequence.Of(0), InteractionSequence.Of(2)], scores);

        Assert.Equal([0, 1, 0, 0, 0, 0, 0, 1], scores);
    }

    [Fact]
    public void Every_name_creates_the_model_that_bears_it()
    {
        var names = CountModel.Names.Select(name => CountModel.Create(name).Name);

        Assert.Equal(CountModel.Names, names);
    }

    [Fact]
    public void Fitting_again_forgets_what_was_counted_before()
    {
        var model = Fit("markov", [0, 1]);

        model.Fit(Datasets.Of(4, [0, 2]));

        Assert.Equal([0, 0, 1, 0], Score(model, [0]));
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => CountModel.Create("oracle"));

        Assert.StartsWith(
            "'oracle' is none of: popular, markov, transitions, itemknn", error.Message, StringComparison.Ordinal);
    }

    private static ICountModel Fit(string name, params int[][] customers)
    {
        var model = CountModel.Create(name);
        model.Fit(Datasets.Of(4, customers));
        return model;
    }

    private static float[] Score(ICountModel model, int[] history)
    {
        var scores = new float[4];
        model.Score([InteractionSequence.Of(history)], scores);
        return scores;
    }
}
