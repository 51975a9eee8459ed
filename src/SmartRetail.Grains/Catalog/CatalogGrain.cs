using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Stores;
using SmartRetail.Grains.Replicas;
using SmartRetail.Grains.Stores;
using SmartRetail.Recommender.Catalog;

namespace SmartRetail.Grains.Catalog;

/// <summary>
/// Owns the order of a store's changes of products and settings. The catalog table is the truth; a change is acknowledged when no silo
/// answers from before it any more. One change at a time, so that versions reach the silos in order.
/// </summary>
[GrainType("catalog")]
internal sealed class CatalogGrain(ICatalogStore catalogs, ServingSilos silos) : Grain, ICatalogGrain, ISettingsChanges
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

        var change = await catalogs.PutAsync(Store, products, cancellationToken);
        await Spread(change, products);
        return change.Version;
    }

    public async Task<PatchOutcome> Patch(ImmutableArray<ProductPatch> patches, CancellationToken cancellationToken)
    {
        if (patches.IsDefaultOrEmpty || patches.Length > ProductRules.MaxBatch)
        {
            throw new ArgumentException($"patches: must be from 1 to {ProductRules.MaxBatch}", nameof(patches));
        }

        var patched = await catalogs.PatchAsync(Store, patches, cancellationToken);
        if (patched.Change is not { } change)
        {
            return new(null, patched.Refused);
        }

        await Spread(change, [.. patched.Products]);
        return new(change.Version, []);
    }

    public async Task<long?> Remove(ProductId product, CancellationToken cancellationToken)
    {
        var removal = await RemoveMany([product], cancellationToken);
        return removal.Removed > 0 ? removal.Version : null;
    }

    public async Task<RemovalOutcome> RemoveMany(ImmutableArray<ProductId> products, CancellationToken cancellationToken)
    {
        if (products.IsDefaultOrEmpty || products.Length > ProductRules.MaxBatch)
        {
            throw new ArgumentException($"products: must be from 1 to {ProductRules.MaxBatch}", nameof(products));
        }

        var (change, removed) = await catalogs.RemoveAsync(Store, products, cancellationToken);
        await (change.IsNew
            ? silos.SpreadCatalog(silo => silo.ApplyCatalog(Store, change.Version, [], [.. removed]))
            : CatchUp(change.Version));
        return new(change.Version, removed.Count);
    }

    public async Task<SettingsChange> Save(
        StoreSettings settings, long? expectedVersion, CancellationToken cancellationToken)
    {
        var change = await catalogs.PutSettingsAsync(Store, settings, expectedVersion, cancellationToken);
        await (change.IsNew
            ? silos.SpreadCatalog(silo => silo.ApplySettings(Store, change.CatalogVersion, change.Newest))
            : CatchUp(change.CatalogVersion));
        return change;
    }

    private Task Spread(CatalogChange change, ImmutableArray<Product> products) => change.IsNew
        ? silos.SpreadCatalog(silo => silo.ApplyCatalog(Store, change.Version, products, []))
        : CatchUp(change.Version);

    // What the caller asks for is there already, by a call whose answer was lost, or by an import: not in every silo yet.
    private Task CatchUp(long version) => silos.SpreadCatalog(silo => silo.CatchUpCatalog(Store, version));
}
