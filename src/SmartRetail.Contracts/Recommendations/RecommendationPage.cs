using System.Collections.Immutable;

namespace SmartRetail.Contracts.Recommendations;

/// <summary>A whole page for one customer: no product is in two of its slots.</summary>
/// <param name="ProfileVersion">The customer's version that every slot was made with.</param>
/// <param name="ModelVersion">The model that ranked; null when counts or popularity did.</param>
/// <param name="CatalogVersion">The catalog that every slot was checked against.</param>
[GenerateSerializer, Immutable, Alias("RecommendationPage")]
public sealed record RecommendationPage(
    [property: Id(0)] CustomerId Customer,
    [property: Id(1)] long ProfileVersion,
    [property: Id(2)] ModelVersion? ModelVersion,
    [property: Id(3)] long CatalogVersion,
    [property: Id(4)] ImmutableArray<PageSlot> Slots);

/// <summary>One slot of a page, in the order asked for.</summary>
/// <param name="RecommendationId">Identifies this slot's list: each is an impression of its own.</param>
/// <param name="Tier">How much a list for the customer knew; null for a list that is the same for everybody.</param>
[GenerateSerializer, Immutable, Alias("PageSlot")]
public sealed record PageSlot(
    [property: Id(0)] string Slot,
    [property: Id(1)] PageList List,
    [property: Id(2)] RecommendationId RecommendationId,
    [property: Id(3)] RecommendationTier? Tier,
    [property: Id(4)] ImmutableArray<RecommendedProduct> Products);
