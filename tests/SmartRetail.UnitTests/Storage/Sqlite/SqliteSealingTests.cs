using System.Text;
using Microsoft.Data.Sqlite;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Storage;
using SmartRetail.UnitTests.Storage.Sealing;

namespace SmartRetail.UnitTests.Storage.Sqlite;

public sealed class SqliteSealingTests : SealingConformance
{
    private static readonly string[] Personal = ["kettle-4711", "words-4711", "session-4711", "excluded-4711"];

    private readonly SqliteFixture _database;

    public SqliteSealingTests()
        : this(new() { Keys = new() })
    {
    }

    private SqliteSealingTests(SqliteFixture database)
        : base(database) => _database = database;

    private protected override CustomerKeyFixture Keys => _database.Keys!;

    protected override string Spoil => "substr(sealed, 1, length(sealed) - 1)";

    protected override Task<StorageOptions> OptionsAsync(string? customerKeyFile)
    {
        var options = _database.Options();
        options.CustomerKeyFile = customerKeyFile;
        return Task.FromResult(options);
    }

    protected override object? Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_database.DatabaseFile};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    [Fact]
    public async Task No_byte_of_the_file_tells_what_was_recorded()
    {
        await RecordPersonalAsync(Storage);
        await using var plain = new SqliteFixture();
        await using (var storage = await plain.OpenAsync(Clock))
        {
            await RecordPersonalAsync(storage);
        }

        var beside = await File.ReadAllBytesAsync(plain.DatabaseFile, Cancellation);
        var (file, log) = (await ReadAsync(_database.DatabaseFile), await ReadAsync(_database.DatabaseFile + "-wal"));

        Assert.All(Personal, text => Assert.True(Holds(beside, text), text));
        Assert.All(Personal, text => Assert.False(Holds(file, text) || Holds(log, text), text));
        Assert.True(Holds(file, "unmistakable") || Holds(log, "unmistakable"));
    }

    private static async Task RecordPersonalAsync(RetailStorage storage)
    {
        var customer = new CustomerId("unmistakable");
        await storage.Interactions.AppendAsync(
            Store,
            [
                View("e-1", customer.Value) with
                {
                    Product = new("kettle-4711"), Query = "words-4711", Session = "session-4711",
                },
            ],
            Cancellation);
        storage.Impressions.Record(Store, new(
            new("list"), customer, DateTimeOffset.UnixEpoch, null, RecommendationTier.Popular, 1, null, 1, 1, 1, null,
            [new(new("kettle-4711"))])
        {
            Origin = new(new RecommendationRequest { Exclude = [new("excluded-4711")] }, Ranked: null, Listed: null, []),
        });
        await storage.Snapshots.SaveAsync(Store, customer, new(1, 1, Encoding.UTF8.GetBytes("words-4711")), Cancellation);
    }

    // As it lies there while the storage is open.
    private static async Task<byte[]> ReadAsync(string name)
    {
        await using var file = new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, Cancellation);
        return bytes.ToArray();
    }

    private static bool Holds(byte[] file, string text) => file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
