using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.UnitTests.Lists;

/// <summary>A store with a catalog and counts made of what its customers do; no model.</summary>
internal sealed class ListedStore : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private readonly List<Product> _products = [];
    private long _position;

    public ListedStore(LiveCountOptions? options = null) =>
        Counts = new(options ?? new() { PopularLifetime = TimeSpan.Zero }, new FakeTimeProvider(Start));

    public CatalogReplica Catalog { get; } = new();

    public StoreCounts Counts { get; }

    public StoreView View => new(Catalog, Counts, null);

    public ListedStore Sell(string category, params string[] products)
    {
        _products.AddRange(products.Select(
            id => new Product { Id = new(id), Title = $"Title of {id}", Category = category, Price = 1 }));
        Catalog.Load(new(Catalog.Version + 1, [.. _products]));
        return this;
    }

    public void SellOut(string product) => Catalog.TryApply(
        Catalog.Version + 1, [Catalog.Find(new(product))! with { Stock = 0 }], []);

    public void Hide(string product) => Catalog.TryApply(
        Catalog.Version + 1, [], [], new(1, Start, new() { Hide = [new("not this", $"id == '{product}'")] }));

    public void Look(string customer, string product, DateTimeOffset at) =>
        Apply(InteractionKind.View, customer, product, at);

    public void Buy(string customer, DateTimeOffset at, params string[] products)
    {
        foreach (var product in products)
        {
            Apply(InteractionKind.Purchase, customer, product, at);
        }
    }

    public void Apply(InteractionKind kind, string customer, string product, DateTimeOffset at) => Counts.Apply(
    [
        new(++_position, new()
        {
            Id = new(_position.ToString(CultureInfo.InvariantCulture)),
            Customer = new(customer),
            Kind = kind,
            Product = new(product),
            OccurredAt = at,
        }),
    ]);

    public void Dispose() => Counts.Dispose();
}
