using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;

namespace SmartRetail.UnitTests.Splits;

/// <summary>The public Diginetica sessions, whose counts the literature gives.</summary>
public sealed class DigineticaTests
{
    private static readonly string Folder = Path.Combine(Repository.DataFolder, "diginetica-sessions");

    [Fact]
    public async Task Has_the_counts_of_the_literature()
    {

        var sessions = await ReadSessions();
        var test = await ReadCases(sessions);

        Assert.Equal(186_670, sessions.Customers);
        Assert.Equal(906_140, sessions.Interactions);
        Assert.Equal(43_097, sessions.Vocabulary.Count);
        Assert.Equal(719_470, Enumerable.Range(0, sessions.Customers).Sum(at => sessions.ItemsOf(at).Length - 1));
        Assert.Equal(60_858, test.Cases.Count);
        Assert.Equal(0, test.NewItems);
        Assert.Equal("21566", test.Vocabulary[test.Cases[0].Relevant.Span[0]].Value);
    }

    [Fact]
    public async Task Validates_on_the_last_fiftieth_of_the_sessions()
    {
        var sessions = await ReadSessions();

        var split = new TestCaseSplit(await ReadCases(sessions)).Split(sessions);

        Assert.Equal(186_670 - 3_733, split.Training.Customers);
        Assert.Equal(906_140 - 3_733, split.Training.Interactions + split.Validation.Count);
    }

    private static Task<SequenceDataset> ReadSessions() => SequenceFile.ReadSessionsAsync(
        Path.Combine(Folder, "train_sessions.txt.gz"), TestContext.Current.CancellationToken);

    private static Task<TestCases> ReadCases(SequenceDataset sessions) => TestCases.ReadAsync(
        Path.Combine(Folder, "test_prefixes.txt.gz"), sessions.Vocabulary, TestContext.Current.CancellationToken);
}
