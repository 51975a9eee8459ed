using System.Collections.Immutable;

namespace SmartRetail.Contracts.Recommendations;

/// <summary>Given products in order for one customer, best first, with the provenance of a recommendation.</summary>
/// <param name="ProfileVersion">The customer's version that was ranked with.</param>
/// <param name="ModelVersion">The model that ranked; null when counts or popularity did.</param>
/// <param name="Unknown">What the catalog does not have, in the order given.</param>
[GenerateSerializer, Immutable, Alias("RankedList")]
public sealed record RankedList(
    [property: Id(0)] RecommendationId RecommendationId,
    [property: Id(1)] CustomerId Customer,
    [property: Id(2)] long ProfileVersion,
    [property: Id(3)] ModelVersion? ModelVersion,
    [property: Id(4)] long CatalogVersion,
    [property: Id(5)] RecommendationTier Tier,
    [property: Id(6)] ImmutableArray<RankedProduct> Products,
    [property: Id(7)] ImmutableArray<ProductId> Unknown);

/// <summary>A given product in its place. Scores compare only within one list.</summary>
/// <param name="Position">The first is 1.</param>
/// <param name="IsAvailable">Whether it may be shown now: it can be bought, and no rule of the store hides it.</param>
[GenerateSerializer, Immutable, Alias("RankedProduct")]
public sealed record RankedProduct(
    [property: Id(0)] ProductId Product,
    [property: Id(1)] int Position,
    [property: Id(2)] double Score,
    [property: Id(3)] bool IsAvailable);
