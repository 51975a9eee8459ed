using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Client.Recommendations;

/// <summary>The API's names of the tiers.</summary>
internal static class TierName
{
    public static string Of(RecommendationTier tier) => tier switch
    {
        RecommendationTier.Personal => "personal",
        RecommendationTier.Session => "session",
        RecommendationTier.Counts => "counts",
        RecommendationTier.Popular => "popular",
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, "There is no such tier."),
    };
}
