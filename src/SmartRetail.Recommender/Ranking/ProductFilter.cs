using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Rules;

namespace SmartRetail.Recommender.Ranking;

/// <summary>
/// The hard rules of one answer. Reads the catalog as it is now, whenever it is asked; the store's rules are those that held
/// when it was made.
/// </summary>
public sealed record ProductFilter(CatalogReplica Catalog)
{
    public string? Category { get; init; }

    public string? Brand { get; init; }

    public decimal? MinPrice { get; init; }

    public decimal? MaxPrice { get; init; }

    public IReadOnlySet<ProductId> Exclude { get; init; } = ImmutableHashSet<ProductId>.Empty;

    /// <summary>Products bought, with the last time.</summary>
    public IReadOnlyDictionary<ProductId, DateTimeOffset> Bought { get; init; } =
        ImmutableDictionary<ProductId, DateTimeOffset>.Empty;

    /// <summary>How long a bought product is left out where the store does not say.</summary>
    public TimeSpan BoughtAlready { get; init; }

    /// <summary>The time of the answer.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>What the request says of itself.</summary>
    public RuleContext Context { get; init; } = RuleContext.None;

    /// <summary>The store's rules.</summary>
    public StoreRules Rules { get; init; } = Catalog.Rules;

    /// <summary>Categories of which the list has enough.</summary>
    internal ImmutableHashSet<string> FullCategories { get; init; } = [];

    /// <summary>Brands of which the list has enough.</summary>
    internal ImmutableHashSet<string> FullBrands { get; init; } = [];

    /// <summary>Returns the product when it may be shown, else null.</summary>
    public Product? Find(ProductId product) =>
        !Exclude.Contains(product)
        && Catalog.FindEntry(product) is { Product.IsBuyable: true } entry
        && IsInRange(entry.Product)
        && !entry.IsHidden(Rules)
        && !Rules.IsHiddenFrom(Context, entry.Product)
        && !IsBoughtAlready(entry.Product)
            ? entry.Product
            : null;

    private bool IsInRange(Product product) =>
        (Category is null || string.Equals(product.Category, Category, StringComparison.Ordinal)) &&
        (Brand is null || string.Equals(product.Brand, Brand, StringComparison.Ordinal)) &&
        !(product.Price < MinPrice) &&
        !(product.Price > MaxPrice) &&
        !FullCategories.Contains(product.Category) &&
        !(product.Brand is { } brand && FullBrands.Contains(brand));

    private bool IsBoughtAlready(Product product) =>
        Bought.TryGetValue(product.Id, out var boughtAt) && Rules.BoughtAgainOf(product.Category) switch
        {
            null => boughtAt > Now - BoughtAlready,
            { Policy: BoughtAgainPolicy.Always } => false,
            { Policy: BoughtAgainPolicy.After } again => boughtAt > Now - TimeSpan.FromDays(again.Days ?? 0),
            _ => true,
        };
}
