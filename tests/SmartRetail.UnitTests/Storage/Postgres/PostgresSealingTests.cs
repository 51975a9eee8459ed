using SmartRetail.Contracts;
using SmartRetail.Contracts.Privacy;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Storage;
using SmartRetail.UnitTests.Storage.Sealing;

namespace SmartRetail.UnitTests.Storage.Postgres;

public sealed class PostgresSealingTests : SealingConformance
{
    private readonly PostgresFixture _database;

    public PostgresSealingTests(SharedPostgres server)
        : this(new PostgresFixture(server) { Keys = new() })
    {
    }

    private PostgresSealingTests(PostgresFixture database)
        : base(database) => _database = database;

    private protected override CustomerKeyFixture Keys => _database.Keys!;

    protected override string Spoil => "set_byte(sealed, length(sealed) - 1, get_byte(sealed, length(sealed) - 1) # 1)";

    protected override async Task<StorageOptions> OptionsAsync(string? customerKeyFile)
    {
        var options = await _database.OptionsAsync();
        options.CustomerKeyFile = customerKeyFile;
        return options;
    }

    protected override object? Run(string sql) => _database.Scalar(sql);

    [Fact]
    public async Task No_row_is_ever_sealed_with_a_key_that_an_erasure_on_another_silo_has_deleted()
    {
        const int rounds = 40;
        await using var other = await _database.OpenAsync(Clock);
        CustomerId[] customers = [.. Enumerable.Range(0, 4).Select(at => new CustomerId($"c-{at}"))];

        for (var round = 0; round < rounds; round++)
        {
            var id = round;
            await Task.WhenAll(customers.SelectMany((customer, at) => new[]
            {
                Write(Storage, customer, $"{id}-a"),
                Write(other, customers[^(at + 1)], $"{id}-b"),
                other.Erasures.EraseAsync(Store, ErasureId.New(), customer, id, Cancellation),
                Write(other, customer, $"{id}-c"),
            }));
        }

        Assert.Equal(0L, Run(Orphans("interaction")));
        Assert.Equal(0L, Run(Orphans("impression")));
        Assert.Equal(0L, Run(Orphans("customer_snapshot")));
        Assert.Equal(0L, Run("SELECT count(*) FROM customer_key WHERE master = ''"));
        Assert.Equal(
            Run("SELECT count(*) FROM interaction"),
            (long)(await Storage.Interactions.ReadAsync(Store, 0, 10_000, Cancellation)).Count);
    }

    [Fact]
    public async Task Silos_that_add_the_keys_of_the_same_customers_at_once_agree_on_them()
    {
        await using var other = await _database.OpenAsync(Clock);
        string[] customers = [.. Enumerable.Range(0, 15).Select(at => $"c-{at}")];

        await Task.WhenAll(Enumerable.Range(0, 12).Select(round => (round % 2 == 0 ? Storage : other).Interactions.AppendAsync(
            Store,
            [.. (round % 2 == 0 ? customers : Enumerable.Reverse(customers)).Select(customer => View($"{round}", customer))],
            Cancellation)));

        Assert.Equal(15L, Run("SELECT count(*) FROM customer_key"));
        Assert.Equal(180, (await other.Interactions.ReadAsync(Store, 0, 10_000, Cancellation)).Count);
    }

    private static string Orphans(string table) =>
        $"""
        SELECT count(*) FROM {table} AS row
        WHERE sealed IS NULL OR NOT EXISTS (
            SELECT 1 FROM customer_key AS kept
            WHERE kept.store = row.store AND kept.customer = row.customer AND kept.key_id = substring(row.sealed FROM 2 FOR 8))
        """;

    private static Task Write(RetailStorage storage, CustomerId customer, string id)
    {
        storage.Impressions.Record(Store, new(
            new($"{customer}-{id}"), customer, DateTimeOffset.UnixEpoch, null, RecommendationTier.Popular, 1, null, 1, 1, 1, null,
            [new(new("teapot"))]));
        return Task.WhenAll(
            storage.Interactions.AppendAsync(Store, [View(id, customer.Value)], Cancellation),
            storage.Snapshots.SaveAsync(Store, customer, new(1, 1, new byte[] { 1 }), Cancellation));
    }
}
