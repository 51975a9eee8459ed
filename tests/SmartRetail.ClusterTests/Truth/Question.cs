using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.ClusterTests.Truth;

/// <summary>What every product of one list has to be like.</summary>
/// <param name="List">The kind of list, for whoever reads of a violation.</param>
internal sealed record Question(string List)
{
    public string? Region { get; init; }

    public string? Category { get; init; }

    public string? Brand { get; init; }

    public decimal? MinPrice { get; init; }

    public decimal? MaxPrice { get; init; }

    /// <summary>What the request leaves out, the pages before have shown, or the customer dislikes.</summary>
    public ImmutableHashSet<ProductId> Excluded { get; init; } = [];

    /// <summary>Whether a product in one of its states may be shown while some rules hold.</summary>
    public bool Allows(Product? product, ShopRules rules) =>
        product is { Available: true } and not { Stock: 0 }
        && !rules.Hide(product, Region)
        && !Excluded.Contains(product.Id)
        && (Category is null || product.Category == Category)
        && (Brand is null || product.Brand == Brand)
        && !(product.Price < MinPrice)
        && !(product.Price > MaxPrice);
}
