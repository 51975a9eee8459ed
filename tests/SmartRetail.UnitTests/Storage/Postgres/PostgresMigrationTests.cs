using SmartRetail.Storage;
using SmartRetail.Storage.Postgres;

namespace SmartRetail.UnitTests.Storage.Postgres;

public sealed class PostgresMigrationTests(SharedPostgres server) : IAsyncLifetime
{
    private readonly PostgresFixture _database = new(server);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Makes_the_schema_once_when_many_silos_open_an_empty_database_at_once()
    {
        var options = await _database.OptionsAsync();

        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => RetailStorage.OpenAsync(options)));
        await Task.WhenAll(all.Select(storage => storage.DisposeAsync().AsTask()));

        Assert.Equal(PostgresMigrations.Newest, _database.Scalar("SELECT version FROM schema_version"));
        Assert.Equal(1L, _database.Scalar("SELECT count(*) FROM schema_version"));
        Assert.Equal(19L, _database.Scalar("SELECT count(*) FROM OrleansQuery"));
    }

    [Fact]
    public async Task Refuses_a_newer_schema_and_leaves_it_as_it_is()
    {
        await using (await Open())
        {
        }

        _database.Scalar("UPDATE schema_version SET version = 99");
        var refused = await Assert.ThrowsAsync<SchemaTooNewException>(Open);

        Assert.Equal((99, PostgresMigrations.Newest), (refused.Found, refused.Known));
        Assert.Equal(99, _database.Scalar("SELECT version FROM schema_version"));
    }

    [Fact]
    public async Task Needs_no_right_to_change_a_schema_that_is_current()
    {
        await using (await Open())
        {
        }

        _database.Scalar("REVOKE CREATE ON SCHEMA public FROM PUBLIC; DROP ROLE IF EXISTS serving; CREATE ROLE serving LOGIN");
        _database.Scalar("GRANT SELECT ON ALL TABLES IN SCHEMA public TO serving");
        var options = await _database.OptionsAsync();
        options.ConnectionString += ";Username=serving";
        await using var storage = await RetailStorage.OpenAsync(
            options, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Empty(await storage.Catalog.ListStoresAsync(TestContext.Current.CancellationToken));
    }

    private Task<RetailStorage> Open() => _database.OpenAsync(TimeProvider.System);
}
