using System.Collections.Immutable;

namespace SmartRetail.Contracts.Recommendations;

/// <summary>One customer's products, best first, with the provenance needed to explain and repeat them.</summary>
/// <param name="ProfileVersion">The customer's version that was ranked with.</param>
/// <param name="ModelVersion">The model that ranked; null when counts or popularity did.</param>
/// <param name="CatalogVersion">The catalog that stock, price and availability were checked against.</param>
[GenerateSerializer, Immutable, Alias("RecommendationList")]
public sealed record RecommendationList(
    [property: Id(0)] RecommendationId RecommendationId,
    [property: Id(1)] CustomerId Customer,
    [property: Id(2)] long ProfileVersion,
    [property: Id(3)] ModelVersion? ModelVersion,
    [property: Id(4)] long CatalogVersion,
    [property: Id(5)] RecommendationTier Tier,
    [property: Id(6)] ImmutableArray<RecommendedProduct> Products)
{
    /// <summary>What the next page of the list is asked for with; null when this is the last one.</summary>
    [Id(7)]
    public ListContinuation? Next { get; init; }

    /// <summary>Whether reasons were asked for and could not be found in time.</summary>
    [Id(8)]
    public bool LacksReasons { get; init; }
}

/// <summary>A product in a list. Scores compare only within one list.</summary>
/// <param name="Position">The first of each page is 1.</param>
[GenerateSerializer, Immutable, Alias("RecommendedProduct")]
public readonly record struct RecommendedProduct(
    [property: Id(0)] ProductId Product,
    [property: Id(1)] int Position,
    [property: Id(2)] double Score,
    [property: Id(3)] ImmutableArray<Reason> Reasons);

/// <summary>
/// Why a product is shown: the interaction whose removal lowers its score most, or the popularity that ranked it.
/// </summary>
/// <param name="Product">The product of that interaction; null for popularity.</param>
/// <param name="Kind">What the customer did with it; null for popularity.</param>
/// <param name="Contribution">How far the score falls without the interaction, as a share of the score.</param>
/// <param name="Text">The reason as a shop may show it.</param>
[GenerateSerializer, Immutable, Alias("Reason")]
public sealed record Reason(
    [property: Id(0)] ProductId? Product,
    [property: Id(1)] Interactions.InteractionKind? Kind,
    [property: Id(2)] double Contribution,
    [property: Id(3)] string Text);

/// <summary>A product and its score.</summary>
[GenerateSerializer, Immutable, Alias("ScoredProduct")]
public readonly record struct ScoredProduct([property: Id(0)] ProductId Product, [property: Id(1)] double Score);

/// <summary>A list that belongs to no customer: popular or similar products.</summary>
[GenerateSerializer, Immutable, Alias("ProductList")]
public sealed record ProductList(
    [property: Id(0)] long CatalogVersion,
    [property: Id(1)] ModelVersion? ModelVersion,
    [property: Id(2)] ImmutableArray<ScoredProduct> Products);
