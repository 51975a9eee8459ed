using SmartRetail.Contracts;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Fitting;

namespace SmartRetail.ModelTests.Fitting;

public sealed class TrainingWindowTests
{
    private const long Day = 24 * 60 * 60 * 1_000;
    private readonly Random _random = new(1);

    // One customer with the items 0 to 6 in three sessions: {0, 1}, {2, 3, 4}, {5, 6}; another with item 7 alone.
    private readonly SequenceDataset _data = new(
        new(Enumerable.Range(0, 8).Select(item => new ProductId($"p{item}"))),
        [0, 1, 2, 3, 4, 5, 6, 7],
        [0, 7, 8],
        [0, 1, Day, Day, Day + 5, 2 * Day, 2 * Day, 0]);

    [Fact]
    public void Cuts_from_the_end_so_that_each_item_but_the_last_is_an_input_once()
    {
        var windows = Cut(nextSessionShare: 0);

        Assert.Equal([[3, 4, 5], [0, 1, 2]], windows.Select(window => window.Inputs.Items.ToArray()));
        Assert.Equal([[4, 5, 6], [1, 2, 3]], windows.Select(window => window.Targets.ToArray()));
    }

    [Fact]
    public void Draws_from_the_session_after_an_items_own_and_in_the_last_takes_the_next_item()
    {
        var windows = Cut(nextSessionShare: 1);

        Assert.All(windows[1].Targets[..2].ToArray(), target => Assert.InRange(target, 2, 4));
        Assert.InRange(windows[1].Targets.Span[2], 5, 6);
        Assert.All(windows[0].Targets[..2].ToArray(), target => Assert.InRange(target, 5, 6));
        Assert.Equal(6, windows[0].Targets.Span[2]);
    }

    private TrainingWindow[] Cut(double nextSessionShare)
    {
        var targets = new TrainingTargets(_data, nextSessionShare);
        targets.Draw(_random);
        return TrainingWindow.Cut(_data, targets, maxLength: 3);
    }
}
