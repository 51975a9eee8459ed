using SmartRetail.Recommender.CountModels;

namespace SmartRetail.UnitTests.CountModels;

public sealed class ItemScoresTests
{
    [Fact]
    public void Names_each_touched_item_once_and_leaves_out_amounts_that_are_no_evidence()
    {
        var scores = new ItemScores(3);

        scores.Add(2, 1);
        scores.Add(2, 0.5f);
        scores.Add(0, 0);
        scores.Add(1, float.NaN);

        Assert.Equal([2], scores.Items.ToArray());
        Assert.Equal(1.5f, scores[2]);
    }

    [Fact]
    public void Clearing_takes_everything_back()
    {
        var scores = new ItemScores(2);
        scores.Add(1, 1);

        scores.Clear();

        Assert.Equal(0, scores.Items.Length);
        Assert.Equal(0, scores[1]);
    }
}
