using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Recommender.Interactions;

/// <summary>What was shown to whom. Written behind the answer, in groups; may lose the newest at a crash.</summary>
public interface IImpressionLog
{
    /// <summary>Queues the list; drops it, and counts it as dropped, when the queue is full.</summary>
    void Record(StoreId store, RecommendationList list, string? slot, DateTimeOffset shownAt);
}
