using System.Collections.Concurrent;
using System.Globalization;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage;
using SmartRetail.Testing;

namespace SmartRetail.UnitTests.Storage.Postgres;

/// <summary>A real server that is killed while silos append; what they acknowledged was promised.</summary>
public sealed class PostgresCrashTests : IAsyncLifetime
{
    private const int Appenders = 32;

    private static readonly StoreId Store = new("crash");

    private readonly TemporaryFolder _folder = new();
    private PostgresServer _server = null!;
    private RetailStorage _storage = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartDurableAsync();
        _storage = await RetailStorage.OpenAsync(
            new()
            {
                DataFolder = _folder.Path,
                ConnectionString = await _server.CreateDatabaseAsync(),
                RetryAfter = TimeSpan.FromMilliseconds(50),
            },
            cancellationToken: Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _storage.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Keeps_every_acknowledged_interaction_once_when_the_server_is_killed()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var acknowledged = new ConcurrentDictionary<string, long>();
        var refused = 0;
        var appending = Task.WhenAll(Enumerable.Range(0, Appenders).Select(appender => Task.Run(async () =>
        {
            for (var number = 0; !stop.IsCancellationRequested;)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"e-{appender}-{number}");
                try
                {
                    var outcome = Assert.Single(await _storage.Interactions.AppendAsync(Store, [View(id)], Cancellation));
                    acknowledged.TryAdd(id, outcome.Position);
                    number++;
                }
                catch (LogUnavailableException unavailable)
                {
                    // The same call again, as a customer's grain is called again.
                    Interlocked.Increment(ref refused);
                    await Task.Delay(unavailable.RetryAfter, Cancellation);
                }
            }
        })));

        await Until(() => acknowledged.Count > 2_000);
        await _server.KillAsync();
        var acknowledgedBefore = acknowledged.Count;
        await Until(() => refused > Appenders);
        await _server.RestartAsync();
        await Until(() => acknowledged.Count > acknowledgedBefore + 2_000);
        await stop.CancelAsync();
        await appending;
        var logged = await _storage.Interactions.ReadAsync(Store, 0, int.MaxValue, Cancellation);

        Assert.Equal(
            acknowledged.OrderBy(pair => pair.Value).Select(pair => (pair.Key, pair.Value)),
            logged.Select(row => (row.Interaction.Id.Value, row.Position)));
    }

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(5, Cancellation);
        }
    }

    private static Interaction View(string id) => new()
    {
        Id = new(id),
        Customer = new("anna"),
        Kind = InteractionKind.View,
        Product = new("p-1"),
        OccurredAt = DateTimeOffset.UnixEpoch.AddYears(50),
    };
}
