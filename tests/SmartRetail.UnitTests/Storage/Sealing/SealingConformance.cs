using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Privacy;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage;

namespace SmartRetail.UnitTests.Storage.Sealing;

/// <summary>What sealing promises of any database: what lies in it, who can read it, and who cannot any more.</summary>
public abstract partial class SealingConformance(IStorageFixture database) : StorageConformance(database)
{
    private static readonly CustomerId Berta = new("berta");

    private protected abstract CustomerKeyFixture Keys { get; }

    /// <summary>Options as the fixture's, with another key file or none.</summary>
    protected abstract Task<StorageOptions> OptionsAsync(string? customerKeyFile);

    /// <summary>Runs statements by hand and returns the first value of the answer.</summary>
    protected abstract object? Run(string sql);

    /// <summary>An expression that makes of a sealed column one that was changed behind its header.</summary>
    protected abstract string Spoil { get; }

    [Fact]
    public async Task The_columns_of_what_is_sealed_hold_nothing()
    {
        await RecordAsync(Anna, 2);

        Assert.Equal(2L, Run("SELECT count(*) FROM interaction WHERE sealed IS NOT NULL"));
        Assert.Equal(0L, Run(
            """
            SELECT count(*) FROM interaction
            WHERE product IS NOT NULL OR quantity <> 0 OR price IS NOT NULL OR rating IS NOT NULL OR query IS NOT NULL
                OR session IS NOT NULL
            """));
        Assert.Equal(1L, Run("SELECT count(*) FROM impression WHERE sealed IS NOT NULL"));
        Assert.Equal(0L, Run(
            """
            SELECT count(*) FROM impression
            WHERE products <> '' OR propensities IS NOT NULL OR explored IS NOT NULL OR origin IS NOT NULL
            """));
        Assert.Equal(1L, Run("SELECT count(*) FROM customer_snapshot WHERE sealed IS NOT NULL AND length(payload) = 0"));
        Assert.Equal(1L, Run("SELECT count(*) FROM customer_key"));
    }

    [Fact]
    public async Task What_was_written_before_is_read_as_ever()
    {
        var plain = await OptionsAsync(customerKeyFile: null);
        await using (var before = await RetailStorage.OpenAsync(plain, Clock, cancellationToken: Cancellation))
        {
            await RecordAsync(before, Anna, 2);
        }

        await Storage.Interactions.AppendAsync(Store, [Act("later", Anna)], Cancellation);

        Assert.Equal(3, (await Read(Storage, Anna)).Count);
        Assert.NotNull(await Storage.Impressions.FindAsync(Store, new("anna-list"), Cancellation));
        Assert.Equal([1, 2], (await Storage.Snapshots.LoadAsync(Store, Anna, Cancellation))!.Payload.ToArray());
        Assert.Equal(1L, Run("SELECT count(*) FROM interaction WHERE sealed IS NOT NULL"));
    }

    [Fact]
    public async Task Without_a_key_file_nothing_is_sealed()
    {
        var plain = await OptionsAsync(customerKeyFile: null);
        await using var storage = await RetailStorage.OpenAsync(plain, Clock, cancellationToken: Cancellation);

        await RecordAsync(storage, Anna, 2);

        Assert.Equal(0L, Run("SELECT count(*) FROM customer_key"));
        Assert.Equal(0L, Run("SELECT count(*) FROM interaction WHERE sealed IS NOT NULL OR product IS NULL"));
        Assert.Equal(0L, Run("SELECT count(*) FROM impression WHERE sealed IS NOT NULL OR products = ''"));
        Assert.Equal(0L, Run("SELECT count(*) FROM customer_snapshot WHERE sealed IS NOT NULL OR length(payload) = 0"));
    }

    [Fact]
    public async Task Rows_whose_key_is_gone_are_left_out_and_those_behind_them_come_in_their_place()
    {
        await RecordAsync(Anna, 5);
        await RecordAsync(Berta, 3);
        await RecordAsync(new("carl"), 2);

        Run("DELETE FROM customer_key WHERE customer IN ('anna', 'carl')");
        var ofStore = await Storage.Interactions.ReadAsync(Store, 0, 2, Cancellation);
        var rest = await Storage.Interactions.ReadAsync(Store, ofStore[^1].Position, 2, Cancellation);
        var ofBoth = await Storage.Interactions.ReadCustomersAsync(Store, [Anna, Berta], 0, 2, Cancellation);

        Assert.Equal(["berta-0", "berta-1"], ofStore.Select(row => row.Interaction.Id.Value));
        Assert.Equal(["berta-2"], rest.Select(row => row.Interaction.Id.Value));
        Assert.Equal(["berta-0", "berta-1"], ofBoth.Select(row => row.Interaction.Id.Value));
        Assert.Empty(await Read(Storage, Anna));
        Assert.Null(await Storage.Impressions.FindAsync(Store, new("anna-list"), Cancellation));
        Assert.Empty(await Storage.Impressions.ReadCustomerAsync(Store, Anna, null, 1, Cancellation));
        Assert.Null(await Storage.Snapshots.LoadAsync(Store, Anna, Cancellation));
    }

    [Fact]
    public async Task The_lists_of_a_page_that_nobody_can_read_make_room_for_those_behind()
    {
        Storage.Impressions.Record(Store, List("1", Anna));
        await RecordAsync(Anna, 1);
        Run("DELETE FROM customer_key");
        Storage.Impressions.Record(Store, List("2", Anna));
        await Storage.Impressions.FlushAsync(Cancellation);

        var page = await Storage.Impressions.ReadCustomerAsync(Store, Anna, null, 1, Cancellation);

        Assert.Equal("2", Assert.Single(page).RecommendationId.Value);
    }

    [Fact]
    public async Task Outcomes_that_nobody_can_read_count_nothing_and_are_passed_over()
    {
        Storage.Impressions.Record(Store, List("list", Berta));
        await Storage.Interactions.AppendAsync(
            Store, [.. new[] { Anna, Berta }.Select(one => Act("e-1", one) with { RecommendationId = new("list"), Position = 1 })], Cancellation);
        Run("DELETE FROM customer_key WHERE customer = 'anna'");

        var step = await Storage.Attribution.AdvanceAsync(Store, Clock.GetUtcNow(), 1, Cancellation);
        var next = await Storage.Attribution.AdvanceAsync(Store, Clock.GetUtcNow(), 1, Cancellation);

        Assert.Empty(step.Added);
        Assert.True(step.HasMore);
        Assert.True(next.HasMore);
    }

    [Theory]
    [InlineData("interaction", "anna-0")]
    [InlineData("impression", "anna-list")]
    public async Task What_was_changed_is_named_and_never_taken_for_erased(string table, string row)
    {
        await RecordAsync(Anna, 1);

        Run($"UPDATE {table} SET sealed = {Spoil}");
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => table == "interaction"
            ? Read(Storage, Anna)
            : Storage.Impressions.FindAsync(Store, new(row), Cancellation));

        Assert.Contains($"{table} {row} of store {Store}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_moved_to_another_row_does_not_open()
    {
        await RecordAsync(Anna, 2);

        Run("UPDATE interaction SET sealed = (SELECT other.sealed FROM interaction AS other WHERE other.id = 'anna-1') WHERE id = 'anna-0'");

        await Assert.ThrowsAsync<InvalidDataException>(() => Read(Storage, Anna));
    }

    [Fact]
    public async Task A_damaged_snapshot_is_as_good_as_none()
    {
        await RecordAsync(Anna, 1);

        Run($"UPDATE customer_snapshot SET sealed = {Spoil}");

        Assert.Null(await Storage.Snapshots.LoadAsync(Store, Anna, Cancellation));
    }

    [Fact]
    public async Task Who_comes_back_after_an_erasure_has_another_key_and_can_be_read()
    {
        await RecordAsync(Anna, 2);
        Run("CREATE TABLE old_key AS SELECT key_id FROM customer_key");

        await EraseAsync(Anna);
        var keys = Run("SELECT count(*) FROM customer_key");
        await Storage.Interactions.AppendAsync(Store, [Act("back", Anna)], Cancellation);

        Assert.Equal(0L, keys);
        Assert.Equal("back", Assert.Single(await Read(Storage, Anna)).Interaction.Id.Value);
        Assert.Equal(0L, Run("SELECT count(*) FROM customer_key WHERE key_id IN (SELECT key_id FROM old_key)"));
    }

    [Fact]
    public async Task An_erasure_that_is_carried_out_twice_leaves_the_key_of_who_came_back()
    {
        var erasure = ErasureId.New();
        await RecordAsync(Anna, 1);
        await Storage.Erasures.EraseAsync(Store, erasure, Anna, 1, Cancellation);
        await Storage.Interactions.AppendAsync(Store, [Act("back", Anna)], Cancellation);

        await Storage.Erasures.EraseAsync(Store, erasure, Anna, 1, Cancellation);
        await Storage.Erasures.EraseAsync(Store, ErasureId.New(), new("nobody"), 1, Cancellation);

        Assert.Single(await Read(Storage, Anna));
        Assert.Equal(1L, Run("SELECT count(*) FROM customer_key"));
    }

    [Fact]
    public async Task An_erasure_that_is_carried_out_twice_leaves_no_key()
    {
        var erasure = ErasureId.New();
        await RecordAsync(Anna, 1);

        await Storage.Erasures.EraseAsync(Store, erasure, Anna, 1, Cancellation);
        await Storage.Erasures.EraseAsync(Store, erasure, Anna, 1, Cancellation);

        Assert.Equal(0L, Run("SELECT count(*) FROM customer_key"));
    }

    [Fact]
    public async Task A_key_goes_with_the_last_row_that_became_too_old()
    {
        await Storage.Interactions.AppendAsync(
            Store, [Act("old", Anna), Act("new", Anna) with { OccurredAt = Clock.GetUtcNow() }], Cancellation);

        await Storage.Retention.ExpireAsync(Store, Anna, Clock.GetUtcNow(), Cancellation);
        var rest = await Read(Storage, Anna);
        await Storage.Retention.ExpireAsync(Store, Anna, Clock.GetUtcNow().AddTicks(1), Cancellation);

        Assert.Equal("new", Assert.Single(rest).Interaction.Id.Value);
        Assert.Equal(0L, Run("SELECT count(*) FROM customer_key"));
    }

    private static Task<IReadOnlyList<LoggedInteraction>> Read(RetailStorage storage, CustomerId customer) =>
        storage.Interactions.ReadCustomerAsync(Store, customer, 0, 100, Cancellation);

    private static Interaction Act(string id, CustomerId customer) => View(id, customer.Value) with
    {
        Product = new("kettle-4711"),
        Quantity = 2,
        Price = 12.5m,
        Rating = 4,
        Query = "words-4711",
        Session = "session-4711",
    };

    private static Impression List(string id, CustomerId customer) => new(
        new(id), customer, DateTimeOffset.UnixEpoch, null, RecommendationTier.Popular, 1, null, 1, 1, 1, Seed: 7,
        [new(new("kettle-4711"), Propensity: 0.5, IsExplored: true)])
    {
        Origin = new(new RecommendationRequest { Exclude = [new("excluded-4711")] }, Ranked: null, Listed: null, []),
    };

    private Task RecordAsync(CustomerId customer, int count) => RecordAsync(Storage, customer, count);

    private static async Task RecordAsync(RetailStorage storage, CustomerId customer, int count)
    {
        await storage.Interactions.AppendAsync(
            Store, [.. Enumerable.Range(0, count).Select(at => Act($"{customer}-{at}", customer))], Cancellation);
        storage.Impressions.Record(Store, List($"{customer}-list", customer));
        await storage.Snapshots.SaveAsync(Store, customer, new(1, 1, new byte[] { 1, 2 }), Cancellation);
    }

    private async Task EraseAsync(CustomerId customer)
    {
        var erasure = ErasureId.New();
        await Storage.Erasures.BeginAsync(Store, erasure, customer, Cancellation);
        await Storage.Erasures.EraseAsync(Store, erasure, customer, 1, Cancellation);
        await Storage.Erasures.CompleteAsync(Store, erasure, Cancellation);
    }
}
