using System.Collections.Immutable;
using SmartRetail.Contracts.Audit;

namespace SmartRetail.Contracts.Catalog;

/// <summary>One store's product changes. A change is acknowledged when every active silo holds it.</summary>
[GrainInterfaceType("catalog")]
[Alias("ICatalogGrain")]
[Idempotent]
public interface ICatalogGrain : IGrainWithStringKey
{
    /// <summary>Adds or replaces products, all or none, and returns the catalog version that holds them.</summary>
    /// <exception cref="ArgumentException">A product breaks a bound of <see cref="ProductRules"/>.</exception>
    [Alias("Put"), ResponseTimeout("00:00:04")]
    Task<long> Put(ImmutableArray<Product> products, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes products, all or none, in one step with reading them. A product that the catalog does not have is refused, as is a
    /// change that breaks a bound of <see cref="ProductRules"/>.
    /// </summary>
    [Alias("Patch"), ResponseTimeout("00:00:04")]
    Task<PatchOutcome> Patch(ImmutableArray<ProductPatch> patches, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes a product; returns the new catalog version, or null when there was no such product, as after a first call
    /// whose answer was lost.
    /// </summary>
    [Alias("Remove"), ResponseTimeout("00:00:04"), Audited("product.remove")]
    Task<long?> Remove(ProductId product, CancellationToken cancellationToken = default);

    /// <summary>Removes products in one step; those that the catalog does not have are passed over.</summary>
    /// <param name="products">From 1 to <see cref="ProductRules.MaxBatch"/>.</param>
    [Alias("RemoveMany"), ResponseTimeout("00:00:04"), Audited("product.remove")]
    Task<RemovalOutcome> RemoveMany(ImmutableArray<ProductId> products, CancellationToken cancellationToken = default);
}
