using System.IO.Hashing;
using System.Text;
using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Attribution;

/// <summary>Which impressions are recorded: by the recommendation id alone, so that it can be told again.</summary>
public static class ImpressionSample
{
    /// <param name="share">From 0 (none) to 1 (all).</param>
    public static bool Holds(RecommendationId recommendation, double share) =>
        share >= 1 || (NumberOf(recommendation) >> 11) * (1.0 / (1UL << 53)) < share;

    /// <summary>Returns the number that stands for the id where chance is drawn from it.</summary>
    public static ulong NumberOf(RecommendationId recommendation) =>
        XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(recommendation.Value));
}
