using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Recommender.Ranking;

/// <summary>One customer's candidates, best first, with what they were ranked from.</summary>
public sealed record RankedCandidates(
    long ProfileVersion,
    ModelVersion? Model,
    RecommendationTier Tier,
    ImmutableArray<ScoredProduct> Products)
{
    /// <summary>Whether the model did not answer in time, and the counts ranked without it.</summary>
    public bool LacksNetwork { get; init; }
}
