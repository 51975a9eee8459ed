using System.Diagnostics;
using Npgsql;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage;

namespace SmartRetail.UnitTests.Storage.Postgres;

public sealed class PostgresStorageTests(SharedPostgres server) : IAsyncLifetime
{
    private static readonly StoreId Store = new("shop");
    private static readonly CustomerId Anna = new("anna");

    private readonly PostgresFixture _database = new(server);

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
    }

    [Fact]
    public async Task Gives_no_silo_a_position_while_another_has_one_that_is_not_committed()
    {
        await using var first = await Open();
        await using var second = await Open();

        // A row that waits for another transaction's same id keeps the first silo between position and commit.
        await using var blocker = _database.Connect();
        await using var transaction = await blocker.BeginTransactionAsync(Cancellation);
        await Run(blocker,
            """
            INSERT INTO interaction (position, store, customer, id, kind, occurred_at, recorded_at, imported, quantity)
            VALUES (0, 'shop', 'anna', 'e-slow', 0, 0, 0, false, 1)
            """);
        var slow = first.Interactions.AppendAsync(Store, [View("e-slow"), View("e-1")], Cancellation);
        await WaitUntil("SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'transactionid'");
        var quick = second.Interactions.AppendAsync(Store, [View("e-2")], Cancellation);
        await WaitUntil("SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'");
        var readMeanwhile = await first.Interactions.ReadAsync(Store, -1, 100, Cancellation);
        var customerReadMeanwhile = await second.Interactions.ReadCustomerAsync(Store, Anna, -1, 100, Cancellation);
        await transaction.RollbackAsync(Cancellation);
        var slowOutcomes = await slow;
        var quickOutcome = Assert.Single(await quick);

        Assert.Empty(readMeanwhile);
        Assert.Empty(customerReadMeanwhile);
        Assert.All(slowOutcomes, outcome => Assert.True(outcome.IsNew && outcome.Position < quickOutcome.Position));
    }

    [Fact]
    public async Task Says_that_it_is_unavailable_while_another_silo_keeps_the_turn()
    {
        var options = await _database.OptionsAsync();
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
        Assert.Equal(1L, _database.Scalar("SELECT count(*) FROM interaction"));
    }

    [Fact]
    public async Task Saves_the_latest_of_a_customers_snapshots_that_are_written_together()
    {
        await using var storage = await Open();
        using (_database.HoldWrites())
        {
            // Keeps the writer busy, so that the snapshots wait for it together.
            var appended = storage.Interactions.AppendAsync(Store, [View("e-1")], Cancellation);
            Task[] saves = [.. new byte[] { 1, 3, 2 }.Select(number => storage.Snapshots.SaveAsync(
                Store, Anna, new(number, 1, new[] { number }), Cancellation))];
            Assert.False(appended.IsCompleted || saves.Any(save => save.IsCompleted));
        }

        await storage.Interactions.AppendAsync(Store, [View("e-2")], Cancellation);
        var kept = await storage.Snapshots.LoadAsync(Store, Anna, Cancellation);

        Assert.Equal([3], kept!.Payload.ToArray());
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
    public async Task Takes_the_password_from_its_file()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("password"), "s3cret;=\n", Cancellation);
        var options = await _database.OptionsAsync();
        options.PasswordFile = folder.File("password");

        await using var storage = await RetailStorage.OpenAsync(options, cancellationToken: Cancellation);

        Assert.Equal("s3cret;=", new NpgsqlConnectionStringBuilder(storage.ConnectionString).Password);
    }

    private Task<RetailStorage> Open() => _database.OpenAsync(TimeProvider.System);

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task WaitUntil(string condition)
    {
        var watch = Stopwatch.StartNew();
        while (_database.Scalar(condition) is not true)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It never became true that {condition}");
            await Task.Yield();
        }
    }

    private static Interaction View(string id) => new()
    {
        Id = new(id),
        Customer = Anna,
        Kind = InteractionKind.View,
        Product = new("teapot"),
        OccurredAt = DateTimeOffset.UnixEpoch,
    };
}
