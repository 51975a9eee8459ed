using SmartRetail.Contracts;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.UnitTests.Storage.Sealing;

/// <content>Key files: who may start, how masters are renewed, and what that makes of backups.</content>
public abstract partial class SealingConformance
{
    private static readonly string[] Tables = ["interaction", "impression", "customer_snapshot", "customer_key"];

    [Fact]
    public async Task Nobody_starts_on_sealed_rows_without_the_key_file()
    {
        await RecordAsync(Anna, 1);

        var error = await Assert.ThrowsAsync<CustomerKeysException>(() => OpenAsync(file: null));

        Assert.Contains("SmartRetail__Storage__CustomerKeyFile", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_starts_with_a_file_that_lacks_a_master_in_use()
    {
        await RecordAsync(Anna, 1);
        using var others = new CustomerKeyFixture();

        var error = await Assert.ThrowsAsync<CustomerKeysException>(() => OpenAsync(others.File));

        Assert.Contains(others.File, error.Message, StringComparison.Ordinal);
        Assert.Contains((string)Run("SELECT master FROM customer_key")!, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_starts_with_a_file_that_is_not_there() =>
        await Assert.ThrowsAsync<CustomerKeysException>(() => OpenAsync(Keys.File + "-missing"));

    [Fact]
    public async Task A_running_process_takes_up_a_rotated_file()
    {
        await RecordAsync(Anna, 1);
        var before = Run("SELECT master FROM customer_key WHERE customer = 'anna'");

        Keys.Rotate();
        await RecordAsync(Berta, 1);

        Assert.Equal(before, Run("SELECT master FROM customer_key WHERE customer = 'anna'"));
        Assert.NotEqual(before, Run("SELECT master FROM customer_key WHERE customer = 'berta'"));
        Assert.Single(await Read(Storage, Anna));
        Assert.Single(await Read(Storage, Berta));
    }

    [Fact]
    public async Task A_process_that_has_not_got_the_newest_file_yet_says_so_and_takes_nobody_for_erased()
    {
        var older = Keys.Copy();
        await using var late = await OpenAsync(older);
        Keys.Rotate();
        await RecordAsync(Anna, 1);

        await Assert.ThrowsAsync<LogUnavailableException>(() => Read(late, Anna));
        File.Copy(Keys.File, older, overwrite: true);

        Assert.Single(await Read(late, Anna));
    }

    [Fact]
    public async Task Old_masters_go_when_no_key_needs_them_any_more()
    {
        await Storage.Interactions.AppendAsync(
            Store, [.. Enumerable.Range(0, 1_001).Select(at => Act("e-1", new($"c-{at}")))], Cancellation);
        Keys.Rotate();
        var older = File.ReadAllText(Keys.File);
        await RecordAsync(Berta, 1);

        var refused = await Assert.ThrowsAsync<CustomerKeysException>(() => Storage.CustomerKeys.PruneAsync(Cancellation));
        var unchanged = File.ReadAllText(Keys.File);
        var rewrapped = await Storage.CustomerKeys.RewrapAsync(Cancellation);
        var again = await Storage.CustomerKeys.RewrapAsync(Cancellation);
        var pruned = await Storage.CustomerKeys.PruneAsync(Cancellation);

        Assert.Contains("customer rewrap", refused.Message, StringComparison.Ordinal);
        Assert.Equal(older, unchanged);
        Assert.Equal((1_001L, 0L, 1), (rewrapped, again, pruned));
        Assert.Single(CustomerKeyFile.Read(Keys.File).Masters);
        Assert.Equal(1_002, (await Storage.Interactions.ReadAsync(Store, 0, 2_000, Cancellation)).Count);
    }

    [Fact]
    public async Task A_key_that_belongs_to_somebody_else_does_not_open()
    {
        await RecordAsync(Anna, 1);
        await RecordAsync(Berta, 1);

        Run(
            """
            UPDATE customer_key SET wrapped = (SELECT other.wrapped FROM customer_key AS other WHERE other.customer = 'berta')
            WHERE customer = 'anna'
            """);

        await Assert.ThrowsAsync<InvalidDataException>(() => Read(Storage, Anna));
    }

    [Fact]
    public async Task An_erasure_reaches_a_backup_and_no_other_customer_of_it()
    {
        await RecordAsync(Anna, 3);
        await RecordAsync(Berta, 2);
        var oldFile = Keys.Copy();
        BackUp();

        await EraseAsync(Anna);
        Keys.Rotate();
        await Storage.CustomerKeys.RewrapAsync(Cancellation);
        await Storage.CustomerKeys.PruneAsync(Cancellation);
        RestoreAllButKeys();

        Assert.Equal(5, await Storage.Interactions.CountAsync(Store, Cancellation));
        Assert.Equal(["berta-0", "berta-1"], await IdsAsync(Storage));
        Assert.Empty(await Read(Storage, Anna));
        Assert.Null(await Storage.Impressions.FindAsync(Store, new("anna-list"), Cancellation));
        Assert.Null(await Storage.Snapshots.LoadAsync(Store, Anna, Cancellation));
        Assert.NotNull(await Storage.Impressions.FindAsync(Store, new("berta-list"), Cancellation));
        Assert.NotNull(await Storage.Snapshots.LoadAsync(Store, Berta, Cancellation));

        // The backup's own keys are of no use without the master that is gone; who has kept it could read all.
        RestoreKeys();
        await Assert.ThrowsAsync<CustomerKeysException>(() => OpenAsync(Keys.File));
        await Assert.ThrowsAsync<LogUnavailableException>(() => Read(Storage, Anna));
        await using var careless = await OpenAsync(oldFile);
        Assert.Equal(3, (await Read(careless, Anna)).Count);
    }

    private static async Task<IEnumerable<string>> IdsAsync(RetailStorage storage) =>
        (await storage.Interactions.ReadAsync(Store, 0, 100, Cancellation)).Select(row => row.Interaction.Id.Value);

    private async Task<RetailStorage> OpenAsync(string? file) =>
        await RetailStorage.OpenAsync(await OptionsAsync(file), Clock, cancellationToken: Cancellation);

    private void BackUp() => Array.ForEach(Tables, table => Run($"CREATE TABLE kept_{table} AS SELECT * FROM {table}"));

    private void RestoreAllButKeys() => Array.ForEach(
        Tables[..3], table => Run($"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}"));

    private void RestoreKeys() => Run("DELETE FROM customer_key; INSERT INTO customer_key SELECT * FROM kept_customer_key");
}
