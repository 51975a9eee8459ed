using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SmartRetail.Client;
using SmartRetail.Client.Access;
using SmartRetail.Contracts;
using SmartRetail.Testing.Processes;

namespace SmartRetail.UnitTests.Api;

/// <summary>A web process's keys, followed by a clock that stands still.</summary>
public sealed class ApiKeyWatchTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly InMemoryCluster _cluster = new();
    private readonly ApiKeySecret _secret = ApiKeySecret.Create();
    private readonly ApiKeyRing _ring;
    private readonly ApiKeyWatch _watch;

    public ApiKeyWatchTests()
    {
        _ring = new(Options.Create(new RetailClientOptions()), new Surroundings(), _clock);
        _watch = new(_cluster, _ring, _clock, NullLogger<ApiKeyWatch>.Instance);
    }

    public async ValueTask InitializeAsync()
    {
        await _cluster.ApiKeys().Add(new(
            _secret.Id, _secret.Sha256, new("frontend", ["shop"], [Scope.Record], []), _clock.GetUtcNow(), "operator"));
        await _watch.StartAsync(TestContext.Current.CancellationToken);
        await WaitUntil(opens: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.StopAsync(CancellationToken.None);
        _watch.Dispose();
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing_a_quarter_of_a_second_later()
    {
        await _cluster.ApiKeys().Revoke(_secret.Id, "operator", TestContext.Current.CancellationToken);
        var before = _ring.Find(_secret.Text);

        _clock.Advance(TimeSpan.FromMilliseconds(250));

        await WaitUntil(opens: false);
        Assert.NotNull(before);
    }

    private Task<bool> WaitUntil(bool opens) => Eventually.Get(
        () => Task.FromResult(_ring.Find(_secret.Text) is not null), seen => seen == opens, TimeSpan.FromSeconds(10));

    private sealed class Surroundings : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Production";

        public string ApplicationName { get; set; } = "test";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
