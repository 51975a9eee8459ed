using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;
using SmartRetail.UnitTests.Sequences;

namespace SmartRetail.UnitTests.CountModels;

public sealed class PopularModelTests
{
    [Fact]
    public void With_a_half_life_an_interaction_that_old_counts_half()
    {
        var model = new PopularModel(new() { HalfLife = TimeSpan.FromMinutes(10) });

        model.Fit(Datasets.WithTimes(3, [(0, 80), (1, 90)], [(0, 90), (2, 100)]));

        var scores = new float[3];
        model.Score([InteractionSequence.Of(1)], scores);
        Assert.Equal([0.25f + 0.5f, 0.5f, 1], scores);
    }

    [Fact]
    public void Without_times_a_half_life_changes_nothing()
    {
        var model = new PopularModel(new() { HalfLife = TimeSpan.FromMinutes(10) });

        model.Fit(Datasets.Of(3, [0, 1, 0]));

        var scores = new float[3];
        model.Score([InteractionSequence.Of(1)], scores);
        Assert.Equal([2, 1, 0], scores);
    }
}
