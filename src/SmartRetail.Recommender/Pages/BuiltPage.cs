using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Pages;

/// <param name="Model">The model that ranked; null when counts or popularity did.</param>
public sealed record BuiltPage(ModelVersion? Model, ImmutableArray<BuiltSlot> Slots);

/// <param name="Filter">What decided of the slot's products.</param>
public sealed record BuiltSlot(
    PageList List, ProductFilter Filter, RecommendationTier? Tier, ImmutableArray<ScoredProduct> Products);
