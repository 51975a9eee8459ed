using System.Collections.Immutable;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Exploration;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Attribution;

/// <summary>What a list was made from, beside the versions that its impression names: with both it can be ranked again.</summary>
/// <param name="Ranked">
/// When its candidates were ranked; null when something changed meanwhile, or the model did not answer in time.
/// </param>
/// <param name="Listed">When the list was made of them; null as before.</param>
/// <param name="Tried">What chance could choose among, as it was known then; empty where chance had no part.</param>
public sealed record ListOrigin(
    RecommendationRequest Request, RankingMoment? Ranked, RankingMoment? Listed, ImmutableArray<UncertainProduct> Tried);
