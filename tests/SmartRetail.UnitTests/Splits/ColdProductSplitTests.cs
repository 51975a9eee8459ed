using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;
using SmartRetail.UnitTests.Sequences;

namespace SmartRetail.UnitTests.Splits;

public sealed class ColdProductSplitTests
{
    private const int Items = 40;
    private static readonly SequenceDataset Data = Draw();
    private readonly EvaluationSplit _split = new ColdProductSplit(new LeaveOneOutSplit(), hiddenShare: 0.25).Split(Data);

    [Fact]
    public void Training_validation_and_all_histories_are_free_of_the_hidden_products()
    {
        var hidden = Hidden(_split);

        Assert.Equal(10, hidden.Count);
        Assert.Equal(Items, _split.Training.Vocabulary.Count);
        Assert.DoesNotContain(_split.Validation, held => Touches(held.Relevant, hidden));
        Assert.DoesNotContain(_split.Validation, held => Touches(held.History.Items, hidden));
        Assert.DoesNotContain(_split.Test, held => Touches(held.History.Items, hidden));
    }

    [Fact]
    public void The_test_is_every_case_of_the_other_split_that_a_hidden_product_comes_next_in()
    {
        var hidden = Hidden(_split);
        var expected = new LeaveOneOutSplit().Split(Data).Test.Where(held => Touches(held.Relevant, hidden));

        Assert.Equal(
            expected.Select(held => held.Relevant.Span[0]), _split.Test.Select(held => held.Relevant.Span[0]));
        Assert.InRange(_split.Test.Count, 50, 150);
    }

    [Fact]
    public void What_is_left_keeps_its_kinds_and_times()
    {
        var sequence = _split.Training.SequenceOf(0);

        Assert.Equal(sequence.Items.ToArray().Select(item => (byte)(item % 7)), sequence.Kinds.ToArray());
        Assert.Equal(sequence.Items.ToArray().Select(item => item * 10L), sequence.Times.ToArray());
        Assert.NotEqual(Data.ItemsOf(0).Length - 2, sequence.Length);
    }

    [Fact]
    public void The_seed_decides_which_products_are_hidden()
    {
        var again = new ColdProductSplit(new LeaveOneOutSplit(), hiddenShare: 0.25).Split(Data);
        var other = new ColdProductSplit(new LeaveOneOutSplit(), hiddenShare: 0.25, seed: 2).Split(Data);

        Assert.Equal(Hidden(_split), Hidden(again));
        Assert.NotEqual(Hidden(_split), Hidden(other));
    }

    [Fact]
    public void In_a_case_with_several_relevant_items_only_the_hidden_ones_count()
    {
        var data = Datasets.WithTimes(
            4,
            [(0, 0), (1, 100), (1, 200), (2, 200), (3, 200), (0, 200)],
            [(0, 0), (1, 0), (2, 0), (3, 0)]);

        var split = new ColdProductSplit(new LastSessionSplit(), hiddenShare: 0.25, seed: 3).Split(data);

        Assert.Equal([.. Hidden(split)], Assert.Single(split.Test).Relevant.ToArray());
    }

    /// <summary>With 400 customers every product that is not hidden is trained on.</summary>
    private static List<int> Hidden(EvaluationSplit split)
    {
        var counts = split.Training.CountItems();
        return [.. Enumerable.Range(0, counts.Length).Where(item => counts[item] == 0)];
    }

    private static bool Touches(ReadOnlyMemory<int> items, List<int> hidden) => items.ToArray().Any(hidden.Contains);

    private static SequenceDataset Draw()
    {
        var random = new Random(1);
        var sequences = Enumerable.Range(0, 400).Select(_ =>
            Enumerable.Range(0, 12).Select(_ => random.Next(Items)).ToArray()).ToArray();
        int[] items = [.. sequences.SelectMany(sequence => sequence)];
        return new(
            Datasets.Of(Items).Vocabulary,
            items,
            [.. Enumerable.Range(0, 401).Select(customer => customer * 12)],
            [.. items.Select(item => item * 10L)],
            [.. items.Select(item => (byte)(item % 7))]);
    }
}
