using System.Collections.Concurrent;
using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.UnitTests.Api;

/// <summary>One store's products in memory.</summary>
internal sealed class InMemoryStorefront(InMemoryCluster cluster, string store) : IStorefrontGrain
{
    public ConcurrentDictionary<ProductId, Product> Products { get; } = new();

    public ProductQuery? LastQuery { get; private set; }

    public int ExistsCalls { get; private set; }

    public long Version { get; set; } = 1;

    public Task<bool> Exists(CancellationToken cancellationToken = default)
    {
        ExistsCalls++;
        return cluster.Failure is { } failure
            ? Task.FromException<bool>(failure)
            : Task.FromResult(store is "shop" or "other");
    }

    public Task<Product?> GetProduct(ProductId product, CancellationToken cancellationToken = default) =>
        Task.FromResult(Products.GetValueOrDefault(product));

    public Task<ImmutableArray<Product>> GetProducts(
        ImmutableArray<ProductId> products, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The API is not meant to call this.");

    public Task<ProductPage> Search(ProductQuery query, CancellationToken cancellationToken = default)
    {
        LastQuery = query;
        return Task.FromResult(new ProductPage(Version, Products.Count, [.. Products.Values]));
    }

    public Task<ImmutableArray<CategoryCount>> GetCategories(CancellationToken cancellationToken = default) =>
        Task.FromResult<ImmutableArray<CategoryCount>>([new("kitchen", 2), new("home", 1)]);

    public Task<ProductList> GetPopular(
        string? category, int count, CancellationToken cancellationToken = default) =>
        Task.FromResult(new ProductList(Version, null, [new(new("cup"), 2), new(new("teapot"), 1)]));

    public Task<FilledList> GetTrending(string? category, int count, CancellationToken cancellationToken = default) =>
        Task.FromResult(new FilledList(
            Version,
            null,
            [new(new("cup"), 2.5, ListBasis.Trending), new(new($"{category} {count}"), 0.5, ListBasis.Popular)]));

    public Task<ProductList?> GetSimilar(
        ProductId product, int count, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            product.Value == "teapot" ? new ProductList(Version, new ModelVersion(3), [new(new("cup"), 2)]) : null);

    public Task<FilledList?> GetBoughtTogether(
        ProductId product, int count, CancellationToken cancellationToken = default) =>
        Task.FromResult(product.Value == "teapot"
            ? new FilledList(Version, new ModelVersion(3), [new(new($"cup {count}"), 0.25, ListBasis.BoughtTogether)])
            : null);

    public Task<FilledList> GetBasketCompanions(
        ImmutableArray<ProductId> basket, int count, CancellationToken cancellationToken = default) =>
        Task.FromResult(new FilledList(
            Version, null, [new(new($"{count} with {string.Join('+', basket)}"), 0.5, ListBasis.Similar)]));

    public Task<ImmutableArray<CustomerId>> GetSampleCustomers(
        int count, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The API is not meant to call this.");
}
