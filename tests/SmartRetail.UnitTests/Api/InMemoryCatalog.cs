using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Recommender.Catalog;

namespace SmartRetail.UnitTests.Api;

/// <summary>Changes a storefront's products.</summary>
internal sealed class InMemoryCatalog(InMemoryStorefront storefront) : ICatalogGrain
{
    public Task<long> Put(ImmutableArray<Product> products, CancellationToken cancellationToken = default)
    {
        foreach (var product in products)
        {
            storefront.Products[product.Id] = product;
        }

        return Task.FromResult(++storefront.Version);
    }

    public Task<PatchOutcome> Patch(ImmutableArray<ProductPatch> patches, CancellationToken cancellationToken = default)
    {
        var patch = CatalogPatch.Of(patches, product => storefront.Products.GetValueOrDefault(product));
        foreach (var product in patch.Products)
        {
            storefront.Products[product.Id] = product;
        }

        return Task.FromResult<PatchOutcome>(new(patch.Refused.IsEmpty ? ++storefront.Version : null, patch.Refused));
    }

    public Task<RemovalOutcome> RemoveMany(ImmutableArray<ProductId> products, CancellationToken cancellationToken = default)
    {
        var removed = products.Count(product => storefront.Products.TryRemove(product, out _));
        return Task.FromResult<RemovalOutcome>(new(removed > 0 ? ++storefront.Version : storefront.Version, removed));
    }

    public Task<long?> Remove(ProductId product, CancellationToken cancellationToken = default) =>
        Task.FromResult<long?>(storefront.Products.TryRemove(product, out _) ? ++storefront.Version : null);
}
