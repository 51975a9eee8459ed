using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Attribution;

/// <summary>What was shown to whom. Written behind the answer, in groups; may lose the newest at a crash.</summary>
public interface IImpressionLog
{
    /// <summary>
    /// Queues the impression; drops it, and counts it as dropped, when the queue is full. Written once, however often it is
    /// queued, and in one transaction with the figures that it adds to (<see cref="IAttributionFigures"/>).
    /// </summary>
    void Record(StoreId store, Impression impression);

    /// <summary>Returns when what was queued before is written.</summary>
    Task FlushAsync(CancellationToken cancellationToken = default);

    /// <summary>Returns what was recorded under the id; null when nothing was, or not yet.</summary>
    Task<Impression?> FindAsync(
        StoreId store, RecommendationId recommendation, CancellationToken cancellationToken = default);

    /// <summary>Returns up to <paramref name="limit"/> of one customer's impressions, in the order of their ids.</summary>
    /// <param name="after">The id that they come behind; null for the first ones.</param>
    Task<IReadOnlyList<Impression>> ReadCustomerAsync(
        StoreId store,
        CustomerId customer,
        RecommendationId? after,
        int limit,
        CancellationToken cancellationToken = default);
}
