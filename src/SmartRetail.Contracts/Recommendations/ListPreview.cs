using System.Collections.Immutable;

namespace SmartRetail.Contracts.Recommendations;

/// <summary>The list that a customer would get under settings that nobody has saved. It is no answer: nothing records it.</summary>
/// <param name="Errors">What the settings break; then there is no list.</param>
/// <param name="ProfileVersion">The customer's version that was ranked with.</param>
/// <param name="ModelVersion">The model that ranked; null when counts or popularity did.</param>
[GenerateSerializer, Immutable, Alias("ListPreview")]
public sealed record ListPreview(
    [property: Id(0)] ImmutableArray<FieldError> Errors,
    [property: Id(1)] long ProfileVersion,
    [property: Id(2)] ModelVersion? ModelVersion,
    [property: Id(3)] RecommendationTier Tier,
    [property: Id(4)] ImmutableArray<PreviewedProduct> Products)
{
    public static ListPreview Refused(ImmutableArray<FieldError> errors) =>
        new(errors, 0, null, RecommendationTier.Popular, []);
}

/// <summary>A product of such a list, and what of the settings moved it.</summary>
/// <param name="Position">The first is 1.</param>
/// <param name="Score">With the factors of <paramref name="Effects"/>; compares only within one list.</param>
/// <param name="Pin">The name of the pin that gives the position; null when the score does.</param>
/// <param name="Effects">What multiplied the score.</param>
[GenerateSerializer, Immutable, Alias("PreviewedProduct")]
public sealed record PreviewedProduct(
    [property: Id(0)] ProductId Product,
    [property: Id(1)] int Position,
    [property: Id(2)] double Score,
    [property: Id(3)] string? Pin,
    [property: Id(4)] ImmutableArray<ScoreEffect> Effects);
