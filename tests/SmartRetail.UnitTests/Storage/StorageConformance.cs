using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Storage;

namespace SmartRetail.UnitTests.Storage;

/// <summary>What the tests of every port share: a database, a storage on it, a clock and interactions to write.</summary>
public abstract class StorageConformance(IStorageFixture database) : IAsyncLifetime
{
    protected static readonly StoreId Store = new("shop");
    protected static readonly StoreId OtherStore = new("other-shop");
    protected static readonly CustomerId Anna = new("anna");

    protected FakeTimeProvider Clock { get; } = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    protected IStorageFixture Database => database;

    protected RetailStorage Storage { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Storage = await database.OpenAsync(Clock);

    public async ValueTask DisposeAsync()
    {
        await Storage.DisposeAsync();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static Interaction View(string id, string customer = "anna") => new()
    {
        Id = new(id),
        Customer = new(customer),
        Kind = InteractionKind.View,
        Product = new("teapot"),
        OccurredAt = new(2026, 3, 1, 11, 0, 0, TimeSpan.Zero),
    };

    protected static Interaction[] Views(string prefix, int count) =>
        [.. Enumerable.Range(0, count).Select(i => View(prefix + i.ToString("0000", CultureInfo.InvariantCulture)))];
}
