using SmartRetail.Testing;
using SmartRetail.UnitTests.Storage.Postgres;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace SmartRetail.UnitTests.Storage.Postgres;

/// <summary>The server of all tests that need one, started for the first of them.</summary>
public sealed class SharedPostgres : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _server = new(() => Task.Run(PostgresServer.StartAsync));

    /// <summary>Makes an empty database of a test's own.</summary>
    public async Task<string> CreateDatabaseAsync() => await (await _server.Value).CreateDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
