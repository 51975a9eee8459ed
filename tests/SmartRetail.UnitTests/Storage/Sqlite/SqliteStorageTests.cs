using System.ComponentModel.DataAnnotations;
using Microsoft.Data.Sqlite;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage;
using SmartRetail.Storage.Sqlite;
using SmartRetail.Testing.Processes;

namespace SmartRetail.UnitTests.Storage.Sqlite;

public sealed class SqliteStorageTests : IAsyncLifetime
{
    private static readonly StoreId Store = new("shop");

    private readonly SqliteFixture _database = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Keeps_what_is_there_when_opened_again()
    {
        await using (var first = await Open())
        {
            await first.Interactions.AppendAsync(Store, [View("e-1")], Cancellation);
        }

        await using var second = await Open();

        Assert.Equal(1, await second.Interactions.CountAsync(Store, Cancellation));
        Assert.Equal((long)SqliteMigrations.Newest, Scalar("PRAGMA user_version"));
    }

    [Fact]
    public async Task Copies_what_is_committed_into_the_file_while_it_is_open()
    {
        await using var storage = await Open();
        var file = Path.Combine(_database.Options().DataFolder, StorageOptions.DatabaseFile);
        var before = new FileInfo(file).Length;

        foreach (var number in Enumerable.Range(1, 100))
        {
            await storage.Interactions.AppendAsync(Store, [View($"e-{number}")], Cancellation);
        }

        await Eventually.Get(
            () => Task.FromResult(new FileInfo(file).Length), length => length > before, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Is_made_once_when_several_open_it_at_once()
    {
        var all = await Task.WhenAll(Open(), Open(), Open());
        await Task.WhenAll(all.Select(storage => storage.DisposeAsync().AsTask()));

        Assert.Equal(3L, Scalar("SELECT COUNT(*) FROM OrleansQuery"));
    }

    [Fact]
    public async Task Refuses_a_newer_schema_and_leaves_it_as_it_is()
    {
        await using (await Open())
        {
        }

        Scalar("PRAGMA user_version = 99");
        var refused = await Assert.ThrowsAsync<SchemaTooNewException>(Open);

        Assert.Equal((99, SqliteMigrations.Newest), (refused.Found, refused.Known));
        Assert.Equal(99L, Scalar("PRAGMA user_version"));
    }

    [Fact]
    public async Task Says_that_it_is_unavailable_while_another_process_keeps_the_lock()
    {
        var options = _database.Options();
        options.BusyTimeout = TimeSpan.FromMilliseconds(50);
        await using var storage = await RetailStorage.OpenAsync(options, cancellationToken: Cancellation);

        using (_database.HoldWrites())
        {
            await Assert.ThrowsAsync<LogUnavailableException>(
                () => storage.Interactions.AppendAsync(Store, [View("e-1")], Cancellation));
        }

        var outcome = Assert.Single(await storage.Interactions.AppendAsync(Store, [View("e-1")], Cancellation));
        Assert.True(outcome.IsNew);
    }

    [Fact]
    public async Task Writes_what_waits_before_it_closes()
    {
        var storage = await Open();
        Task appended;
        Task closed;
        using (_database.HoldWrites())
        {
            appended = storage.Interactions.AppendAsync(Store, [View("e-1")], Cancellation);
            closed = storage.DisposeAsync().AsTask();
        }

        await closed;

        await appended;
        Assert.Equal(1L, Scalar("SELECT COUNT(*) FROM interaction"));
    }

    [Fact]
    public async Task Remembers_a_completed_import_of_one_store()
    {
        await using var storage = await Open();

        await storage.Imports.MarkCompleteAsync(Store, "sample", Cancellation);

        Assert.True(await storage.Imports.IsCompleteAsync(Store, "sample", Cancellation));
        Assert.False(await storage.Imports.IsCompleteAsync(Store, "another", Cancellation));
        Assert.False(await storage.Imports.IsCompleteAsync(new("other-shop"), "sample", Cancellation));
    }

    [Fact]
    public async Task Names_the_option_that_is_out_of_bounds()
    {
        var options = _database.Options();
        options.QueueCapacity = 0;

        var refused = await Assert.ThrowsAsync<ValidationException>(
            () => RetailStorage.OpenAsync(options, cancellationToken: Cancellation));

        Assert.Contains(nameof(StorageOptions.QueueCapacity), refused.Message, StringComparison.Ordinal);
    }

    private Task<RetailStorage> Open() => _database.OpenAsync(TimeProvider.System);

    private object? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_database.DatabaseFile};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static Interaction View(string id) => new()
    {
        Id = new(id),
        Customer = new("anna"),
        Kind = InteractionKind.View,
        Product = new("teapot"),
        OccurredAt = DateTimeOffset.UnixEpoch,
    };
}
