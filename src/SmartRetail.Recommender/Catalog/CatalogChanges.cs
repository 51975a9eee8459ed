using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.Recommender.Catalog;

/// <summary>What has become of the products that changed after a version.</summary>
/// <param name="Version">Of the catalog that has them so.</param>
/// <param name="Put">Those that are there, as they are.</param>
/// <param name="Removed">Those that are not any more.</param>
public sealed record CatalogChanges(
    long Version, IReadOnlyList<Product> Put, IReadOnlyList<ProductId> Removed, SavedSettings Settings);
