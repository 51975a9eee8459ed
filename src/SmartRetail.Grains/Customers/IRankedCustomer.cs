using SmartRetail.Recommender.Features;

namespace SmartRetail.Grains.Customers;

/// <summary>The customer grain as its recommendation grain sees it. Same key, same grain.</summary>
[GrainInterfaceType("ranked-customer")]
[Alias("IRankedCustomer")]
internal interface IRankedCustomer : IGrainWithStringKey
{
    /// <summary>
    /// Returns what to rank with, and promises one <see cref="Recommendations.IRecommendationCache.Invalidate"/> before
    /// the next interaction is acknowledged. Null while the database, which knows the customer, is away.
    /// </summary>
    [Alias("ReadForRanking"), ResponseTimeout("00:00:02")]
    Task<RankingInput?> ReadForRanking(int historyLength, CancellationToken cancellationToken = default);
}
