using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SmartRetail.Client;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.UnitTests.Api;

public sealed class StoreDirectoryTests
{
    private readonly InMemoryCluster _cluster = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly StoreDirectory _directory;

    public StoreDirectoryTests() => _directory = new(
        _cluster, Options.Create(new RetailClientOptions { StoreLifetime = TimeSpan.FromSeconds(5) }), _clock);

    [Fact]
    public async Task Remembers_a_store_for_its_lifetime()
    {
        await Exists("shop");
        _clock.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        await Exists("shop");
        var callsBefore = CallsFor("shop");

        _clock.Advance(TimeSpan.FromTicks(1));
        await Exists("shop");

        Assert.Equal(1, callsBefore);
        Assert.Equal(2, CallsFor("shop"));
    }

    [Fact]
    public async Task Never_remembers_that_a_store_was_missing()
    {
        await Exists("nowhere");
        await Exists("nowhere");

        Assert.Equal(2, CallsFor("nowhere"));
    }

    private ValueTask<bool> Exists(string store) =>
        _directory.ExistsAsync(new StoreId(store), TestContext.Current.CancellationToken);

    private int CallsFor(string store) =>
        ((InMemoryStorefront)_cluster.GetGrain<IStorefrontGrain>(store)).ExistsCalls;
}
