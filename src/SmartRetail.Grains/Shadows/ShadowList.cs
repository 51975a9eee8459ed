using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains.Shadows;

/// <summary>What one list was made of, so that it can be made again with both models.</summary>
internal sealed record ShadowList(RankingInput Input, StoreView View, RecommendationRequest Request);
