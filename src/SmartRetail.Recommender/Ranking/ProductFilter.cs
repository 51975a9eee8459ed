using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Recommendations;
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

    /// <summary>What the request leaves out, and what the list has already.</summary>
    public IReadOnlySet<ProductId> Exclude { get; init; } = ImmutableHashSet<ProductId>.Empty;

    /// <summary>What pages before have shown; null on the first one.</summary>
    public ListContinuation? Shown { get; init; }

    /// <summary>What this customer is not to be shown, with the reason.</summary>
    public IReadOnlyDictionary<ProductId, FilterReason> LeftOut { get; init; } =
        ImmutableDictionary<ProductId, FilterReason>.Empty;

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
    public Product? Find(ProductId product) => Judge(product) is { Reason: null } verdict ? verdict.Product : null;

    /// <summary>
    /// Decides whether the product may be shown, and names the first condition that it does not meet. What cannot be sold
    /// comes first, then what the store hides, what the request leaves out, and what this customer is not shown.
    /// </summary>
    public FilterVerdict Judge(ProductId product)
    {
        if (Catalog.FindEntry(product) is not { } entry)
        {
            return new(null, FilterReason.UnknownProduct);
        }

        var found = entry.Product;
        return !found.IsBuyable ? new(found, found.Available ? FilterReason.OutOfStock : FilterReason.Unavailable)
            : entry.HiddenBy(Rules) is { } rule ? new(found, FilterReason.HiddenByRule, rule)
            : JudgeRequest(found) is { } left ? new(found, left)
            : Rules.FindHiding(Context, found) is { } ruleOfRequest ? new(found, FilterReason.HiddenByRule, ruleOfRequest)
            : new(found, JudgeCustomer(found) ?? JudgeQuota(found));
    }

    private FilterReason? JudgeRequest(Product product) =>
        Exclude.Contains(product.Id) ? FilterReason.Excluded
        : Shown?.Contains(product.Id) == true ? FilterReason.ShownBefore
        : Category is not null && !string.Equals(product.Category, Category, StringComparison.Ordinal)
            ? FilterReason.OtherCategory
        : Brand is not null && !string.Equals(product.Brand, Brand, StringComparison.Ordinal) ? FilterReason.OtherBrand
        : product.Price < MinPrice ? FilterReason.BelowMinPrice
        : product.Price > MaxPrice ? FilterReason.AboveMaxPrice
        : null;

    private FilterReason? JudgeCustomer(Product product) =>
        LeftOut.TryGetValue(product.Id, out var reason) ? reason
        : IsBoughtAlready(product) ? FilterReason.BoughtAlready
        : null;

    private FilterReason? JudgeQuota(Product product) =>
        FullCategories.Contains(product.Category) ? FilterReason.CategoryQuota
        : product.Brand is { } brand && FullBrands.Contains(brand) ? FilterReason.BrandQuota
        : null;

    private bool IsBoughtAlready(Product product) =>
        Bought.TryGetValue(product.Id, out var boughtAt) && Rules.BoughtAgainOf(product.Category) switch
        {
            null => boughtAt > Now - BoughtAlready,
            { Policy: BoughtAgainPolicy.Always } => false,
            { Policy: BoughtAgainPolicy.After } again => boughtAt > Now - TimeSpan.FromDays(again.Days ?? 0),
            _ => true,
        };
}
