using System.Globalization;
using Npgsql;
using SmartRetail.Contracts.Privacy;
using SmartRetail.Storage;
using SmartRetail.UnitTests.Storage.Postgres;

namespace SmartRetail.UnitTests.Storage.Privacy;

public sealed class PostgresTraceTests(SharedPostgres server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_row_of_any_table_names_an_erased_customer(bool isSealed)
    {
        await using var database = new PostgresFixture(server) { Keys = isSealed ? new() : null };
        await using var storage = await database.OpenAsync(TimeProvider.System);
        await Traces.LeaveAsync(storage);
        var before = CountRows(database);

        await Traces.EraseAsync(storage);

        Assert.True(before > 400);
        Assert.Equal(0, CountRows(database));
    }

    [Fact]
    public async Task An_import_that_waits_behind_an_erasure_finds_who_was_erased()
    {
        await using var database = new PostgresFixture(server);
        await using var first = await database.OpenAsync(TimeProvider.System);
        await using var second = await database.OpenAsync(TimeProvider.System);
        await Traces.LeaveAsync(first);
        await using var other = database.Connect();
        await using (var transaction = await other.BeginTransactionAsync(Cancellation))
        {
            await using var turn = new NpgsqlCommand("SELECT pg_advisory_xact_lock(5994480279863126629)", other);
            await turn.ExecuteNonQueryAsync(Cancellation);
            var erasing = first.Erasures.EraseAsync(Traces.Store, ErasureId.New(), Traces.Customer, 1, Cancellation);
            await WaitersAsync(database, 1);
            var importing = second.Interactions.ImportAsync(
                Traces.Store, [Traces.View("late", Traces.Customer)], Cancellation);
            await WaitersAsync(database, 2);
            await transaction.CommitAsync(Cancellation);
            await Task.WhenAll(erasing, importing);
        }

        Assert.Empty(await first.Interactions.ReadCustomerAsync(Traces.Store, Traces.Customer, 0, 10, Cancellation));
    }

    private static Task<long> WaitersAsync(PostgresFixture database, long count) => Testing.Processes.Eventually.Get(
        () => Task.FromResult((long)database.Scalar(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (" +
            "SELECT oid FROM pg_database WHERE datname = current_database())")!),
        waiting => waiting >= count,
        TimeSpan.FromSeconds(20));

    private static long CountRows(PostgresFixture database)
    {
        var rows = 0L;
        foreach (var table in Tables(database))
        {
            rows += (long)database.Scalar(
                $"SELECT count(*) FROM {table} AS one WHERE one::text LIKE '%{Traces.Customer}%'")!;
        }

        // A snapshot's bytes are written in hex.
        return rows + (long)database.Scalar(string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT count(*) FROM customer_snapshot WHERE position('{Traces.Customer}'::bytea IN payload) > 0"))!;
    }

    private static string[] Tables(PostgresFixture database) => (string[])database.Scalar(
        "SELECT array_agg(tablename::text) FROM pg_tables WHERE schemaname = current_schema()")!;
}
