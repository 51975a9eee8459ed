using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;
using SmartRetail.UnitTests.Sequences;

namespace SmartRetail.UnitTests.Splits;

public sealed class TestCaseSplitTests
{
    private static readonly SequenceDataset Sessions = Datasets.Of(5, [0, 1], [2], [3, 4], [0, 2, 4], [1]);

    [Fact]
    public async Task The_last_item_of_a_line_is_the_target_and_the_ones_before_it_the_history()
    {
        var split = new TestCaseSplit(await Read("p3 p1 p3\np0 p2\n")).Split(Sessions);

        Assert.Equal([3, 1], split.Test[0].History.Items.ToArray());
        Assert.Equal([3], split.Test[0].Relevant.ToArray());
        Assert.Equal([0], split.Test[1].History.Items.ToArray());
        Assert.Equal([2], split.Test[1].Relevant.ToArray());
    }

    [Fact]
    public async Task Every_beginning_of_the_last_sessions_is_a_validation_case_and_the_rest_is_trained_on()
    {
        var split = new TestCaseSplit(await Read("p0 p1\n"), validationShare: 0.4).Split(Sessions);

        Assert.Equal(3, split.Training.Customers);
        Assert.Equal([3, 4], split.Training.ItemsOf(2).ToArray());
        Assert.Equal([[0], [0, 2]], split.Validation.Select(held => held.History.Items.ToArray()));
        Assert.Equal([[2], [4]], split.Validation.Select(held => held.Relevant.ToArray()));
    }

    // Of the last four sessions, the newest two have two cases and the one before them a third.
    [Theory]
    [InlineData(3, 3)]
    [InlineData(2, 2)]
    [InlineData(1, 0)]
    public async Task No_more_sessions_are_held_out_than_there_may_be_validation_cases(int most, int expected)
    {
        var split = new TestCaseSplit(await Read("p0 p1\n"), 0.8, maxValidationCases: most).Split(Sessions);

        Assert.Equal(expected, split.Validation.Count);
    }

    [Fact]
    public async Task A_product_that_only_a_case_names_is_ranked_behind_a_vocabulary_that_stays_as_it_is()
    {
        var cases = await Read("p0 new\np1 p2\n");

        var split = new TestCaseSplit(cases).Split(Sessions);

        Assert.Equal(1, cases.NewItems);
        Assert.Equal([5], split.Test[0].Relevant.ToArray());
        Assert.Equal(6, split.Training.Vocabulary.Count);
        Assert.Equal("new", split.Training.Vocabulary[5].Value);
        Assert.Equal("p4", split.Training.Vocabulary[4].Value);
    }

    [Fact]
    public async Task Cases_read_with_other_data_are_refused()
    {
        var split = new TestCaseSplit(await Read("p0 p1\n"));
        var other = new SequenceDataset(new([new("q0"), new("q1")]), [0, 1], [0, 2]);

        Assert.Throws<ArgumentException>(() => split.Split(other));
    }

    [Theory]
    [InlineData("p0 p1\n\np2\n", "line 3 names target 'p2' and no history")]
    [InlineData("", "the file holds no case")]
    public async Task Says_what_is_wrong_with_a_file(string text, string message)
    {
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => Read(text));

        Assert.Equal(message, error.Message);
    }

    private static Task<TestCases> Read(string text) =>
        TestCases.ReadAsync(new StringReader(text), Sessions.Vocabulary, TestContext.Current.CancellationToken);
}
