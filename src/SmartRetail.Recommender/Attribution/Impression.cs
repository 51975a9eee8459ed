using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Recommender.Attribution;

/// <summary>A list that was shown, with all that is needed to ask later what another policy would have brought.</summary>
/// <param name="SettingsVersion">The store's settings that it was made by.</param>
/// <param name="SampleRate">The share of lists that was recorded then, above 0: this one stands for 1 / rate lists.</param>
/// <param name="Seed">What the choices of chance in it were drawn from; null where chance had no part.</param>
public sealed record Impression(
    RecommendationId RecommendationId,
    CustomerId Customer,
    DateTimeOffset ShownAt,
    string? Slot,
    RecommendationTier Tier,
    long ProfileVersion,
    ModelVersion? ModelVersion,
    long CatalogVersion,
    long SettingsVersion,
    double SampleRate,
    long? Seed,
    ImmutableArray<ShownProduct> Products)
{
    /// <summary>What it takes to rank the list again; null where that is not known.</summary>
    public ListOrigin? Origin { get; init; }
}

/// <summary>A product of an impression; its place in the array is its position.</summary>
/// <param name="Propensity">The chance with which it came to be in this position; 1 where chance had no part.</param>
/// <param name="IsExplored">Whether it is there to be tried, and not by its score.</param>
public readonly record struct ShownProduct(ProductId Product, double Propensity = 1, bool IsExplored = false);
