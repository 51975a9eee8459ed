using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Client.Shop;

/// <summary>A product as a list shows it, with the list it came from so that a click can name it.</summary>
/// <param name="Reason">Why it is shown; null when the list gives no reasons.</param>
public sealed record Card(Product Product, Origin? Origin = null, string? Reason = null)
{
    /// <summary>The product's page; the address carries the list that was followed.</summary>
    internal string Address => ShopAddress.Product(Product.Id, Origin);
}

/// <summary>The recommendation that a click follows, and the product's position in it.</summary>
public sealed record Origin(RecommendationId Recommendation, int Position);

/// <summary>Cards in order, and for a recommendation how much it knew.</summary>
public sealed record Shelf(ImmutableArray<Card> Cards, RecommendationTier? Tier = null)
{
    public static Shelf Empty { get; } = new([]);

    public bool IsEmpty => Cards.IsEmpty;
}
