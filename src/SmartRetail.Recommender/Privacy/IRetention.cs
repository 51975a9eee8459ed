using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Privacy;

/// <summary>Takes out of the database what has become too old to be kept.</summary>
public interface IRetention
{
    /// <summary>
    /// Returns up to <paramref name="limit"/> customers, in order, who have done or been shown something before a time.
    /// </summary>
    /// <param name="behind">The last customer of the part before; null for the first one.</param>
    Task<IReadOnlyList<CustomerId>> ListExpiredAsync(
        StoreId store, DateTimeOffset before, CustomerId? behind, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes one customer's interactions and impressions from before a time, in one transaction, with the snapshot that holds
    /// them. The customer's version, and that of the known one who counts them, goes on; what happened before the time and is
    /// imported later is left out.
    /// </summary>
    Task<ExpiredRows> ExpireAsync(
        StoreId store, CustomerId customer, DateTimeOffset before, CancellationToken cancellationToken = default);
}

/// <summary>What was too old.</summary>
/// <param name="Told">The revisions that known customers' versions have by it, whom the customer is merged into.</param>
public sealed record ExpiredRows(long Interactions, long Impressions, IReadOnlyDictionary<CustomerId, long> Told);
