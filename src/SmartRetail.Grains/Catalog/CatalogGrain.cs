using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Catalog;

namespace SmartRetail.Grains.Catalog;

/// <summary>
/// Owns the order of a store's product changes. The catalog table is the truth; a change is acknowledged when every
/// active silo holds it. One change at a time, so that versions reach the silos in order.
/// </summary>
[GrainType("catalog")]
internal sealed class CatalogGrain(ICatalogStore catalogs, SiloFanOut silos) : Grain, ICatalogGrain
{
    private StoreId Store => new(this.GetPrimaryKeyString());

    public async Task<long> Put(ImmutableArray<Product> products, CancellationToken cancellationToken)
    {
        if (products.IsDefaultOrEmpty || products.Length > ProductRules.MaxBatch)
        {
            throw new ArgumentException($"products: must be from 1 to {ProductRules.MaxBatch}", nameof(products));
        }

        for (var at = 0; at < products.Length; at++)
        {
            var errors = ProductRules.Check(products[at]);
            if (!errors.IsEmpty)
            {
                throw new ArgumentException($"products[{at}].{errors[0]}", nameof(products));
            }
        }

        var version = await catalogs.PutAsync(Store, products, cancellationToken);
        await silos.ToAll(silo => silo.ApplyCatalog(Store, version, products, []));
        return version;
    }

    public async Task<long?> Remove(ProductId product, CancellationToken cancellationToken)
    {
        var removed = await catalogs.RemoveAsync(Store, product, cancellationToken);
        if (removed is { } version)
        {
            await silos.ToAll(silo => silo.ApplyCatalog(Store, version, [], [product]));
        }

        return removed;
    }
}
