using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;

namespace SmartRetail.Recommender.Exploration;

/// <summary>A list in which some positions may have been given to products to be tried.</summary>
/// <param name="Seed">What chance was drawn from; null where it had no part.</param>
/// <param name="Shown">The list's products with the chances that put them there.</param>
public sealed record ExploredList(
    ImmutableArray<ScoredProduct> Products, long? Seed, ImmutableArray<ShownProduct> Shown)
{
    /// <summary>What chance could choose among; empty where it had no part.</summary>
    public ImmutableArray<UncertainProduct> Choices { get; init; } = [];

    public bool IsExplored(ProductId product) => Shown.Any(shown => shown.IsExplored && shown.Product == product);

    /// <summary>Returns those products of the list that are left.</summary>
    public ExploredList Of(IReadOnlySet<ProductId> left) => this with
    {
        Products = [.. Products.Where(scored => left.Contains(scored.Product))],
        Shown = [.. Shown.Where(shown => left.Contains(shown.Product))],
    };

    /// <summary>Returns a list that chance has no part in.</summary>
    public static ExploredList Unchanged(ImmutableArray<ScoredProduct> products) =>
        new(products, null, [.. products.Select(scored => new ShownProduct(scored.Product))]);
}
