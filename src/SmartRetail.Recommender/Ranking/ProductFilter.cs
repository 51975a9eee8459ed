using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Recommender.Catalog;

namespace SmartRetail.Recommender.Ranking;

/// <summary>The hard rules of one answer. Reads the catalog as it is now, whenever it is asked.</summary>
public sealed class ProductFilter(CatalogReplica catalog)
{
    public string? Category { get; init; }

    public decimal? MinPrice { get; init; }

    public decimal? MaxPrice { get; init; }

    public IReadOnlySet<ProductId> Exclude { get; init; } = new HashSet<ProductId>();

    /// <summary>Whether it narrows the catalog by more than what every answer leaves out.</summary>
    public bool IsNarrow => Category is not null || MinPrice is not null || MaxPrice is not null;

    /// <summary>Returns the product when it may be shown, else null.</summary>
    public Product? Find(ProductId product) =>
        !Exclude.Contains(product) && catalog.Find(product) is { IsBuyable: true } found && IsInRange(found)
            ? found
            : null;

    private bool IsInRange(Product product) =>
        (Category is null || string.Equals(product.Category, Category, StringComparison.Ordinal)) &&
        !(product.Price < MinPrice) &&
        !(product.Price > MaxPrice);
}
