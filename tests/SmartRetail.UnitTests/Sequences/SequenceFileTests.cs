using System.IO.Compression;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.UnitTests.Sequences;

public sealed class SequenceFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sequences-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Reads_a_customer_a_line_oldest_item_first()
    {
        var data = await Read("ann tea cup tea\n\nbob  cup\tpot\n");

        Assert.Equal(2, data.Customers);
        Assert.Equal(["tea", "cup", "pot"], data.Vocabulary.Products.Select(product => product.Value));
        Assert.Equal([0, 1, 0], data.ItemsOf(0).ToArray());
        Assert.Equal([1, 2], data.ItemsOf(1).ToArray());
        Assert.Equal([2, 2, 1], data.CountItems());
    }

    [Fact]
    public async Task Unpacks_a_file_whose_name_ends_in_gz()
    {
        var path = Path.Combine(_folder, "sequences.txt.gz");
        await using (var file = new GZipStream(File.Create(path), CompressionMode.Compress))
        {
            await file.WriteAsync("ann tea cup\n"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        var data = await SequenceFile.ReadAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal([0, 1], data.ItemsOf(0).ToArray());
    }

    [Fact]
    public async Task Reads_a_session_a_line_and_keeps_one_with_a_single_item()
    {
        var data = await SequenceFile.ReadSessionsAsync(
            new StringReader("7 9 7\n\n9\n"), TestContext.Current.CancellationToken);

        Assert.Equal(2, data.Customers);
        Assert.Equal(["7", "9"], data.Vocabulary.Products.Select(product => product.Value));
        Assert.Equal([0, 1, 0], data.ItemsOf(0).ToArray());
        Assert.Equal([1], data.ItemsOf(1).ToArray());
    }

    [Theory]
    [InlineData("ann tea\nbob\n", "line 2 names customer 'bob' and no item")]
    [InlineData("\n", "the file holds no sequence")]
    public async Task Says_what_is_wrong_with_a_file(string text, string message)
    {
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => Read(text));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public async Task Equal_data_has_an_equal_fingerprint_and_other_data_another()
    {
        var first = (await Read("ann tea cup\n")).Fingerprint();
        var again = (await Read("eve tea cup\n")).Fingerprint();
        var other = (await Read("ann tea\nbob cup\n")).Fingerprint();

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void Other_times_and_other_kinds_have_another_fingerprint()
    {
        var vocabulary = Datasets.Of(2).Vocabulary;
        string[] fingerprints =
        [
            new SequenceDataset(vocabulary, [0, 1], [0, 2]).Fingerprint(),
            new SequenceDataset(vocabulary, [0, 1], [0, 2], [5, 6]).Fingerprint(),
            new SequenceDataset(vocabulary, [0, 1], [0, 2], [5, 7]).Fingerprint(),
            new SequenceDataset(vocabulary, [0, 1], [0, 2], [5, 6], [1, 4]).Fingerprint(),
        ];

        Assert.Distinct(fingerprints);
    }

    private static Task<SequenceDataset> Read(string text) =>
        SequenceFile.ReadAsync(new StringReader(text), TestContext.Current.CancellationToken);
}
