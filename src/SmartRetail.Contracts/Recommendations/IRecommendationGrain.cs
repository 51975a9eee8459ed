using Orleans.Concurrency;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.Contracts.Recommendations;

/// <summary>Ranks products for one customer, and keeps the ranking until the customer's next interaction.</summary>
[GrainInterfaceType("recommendation")]
[Alias("IRecommendationGrain")]
[Idempotent]
public interface IRecommendationGrain : IGrainWithStringKey
{
    /// <summary>
    /// Returns products, best first, ranked with every interaction acknowledged before the call. A customer without
    /// interactions, or a store without a model, gets a lower tier: an unknown key is not an error.
    /// </summary>
    /// <exception cref="ArgumentException">The request breaks a bound of <see cref="RecommendationRequest.Check"/>.</exception>
    [Alias("Recommend"), ResponseTimeout("00:00:03")]
    Task<RecommendationList> Recommend(RecommendationRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts given products in order by the scores that <see cref="Recommend"/> ranks by, with every interaction acknowledged
    /// before the call. What the customer has seen, bought or disliked stays: the page has decided to show it.
    /// </summary>
    /// <exception cref="ArgumentException">The request breaks a bound of <see cref="RankRequest.Check"/>.</exception>
    [Alias("Rank"), ResponseTimeout("00:00:03")]
    Task<RankedList> Rank(RankRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns several lists at once that show no product twice, all made with one version of the customer and of the catalog,
    /// and with every interaction acknowledged before the call. Each slot is full where the store has enough products for it.
    /// </summary>
    /// <exception cref="ArgumentException">The request breaks a bound of <see cref="PageRequest.Check"/>.</exception>
    [Alias("GetPage"), ResponseTimeout("00:00:03")]
    Task<RecommendationPage> GetPage(PageRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the list that was answered with this id, or null when none of this customer is recorded: a store records all
    /// lists or a share of them, some seconds after they are answered. It is ranked again from what it was made of then, which
    /// reads the store's log and takes as long: no other call waits for it.
    /// </summary>
    [Alias("Recall"), AlwaysInterleave, ResponseTimeout("00:00:30")]
    Task<RecommendationRecord?> Recall(RecommendationId recommendation, CancellationToken cancellationToken = default);

    /// <summary>
    /// Says why the list that <see cref="Recommend"/> answers to the request shows the product, or why it does not, before a
    /// share of the list's positions is given to products that are tried; null when there is no such store.
    /// </summary>
    /// <exception cref="ArgumentException">The request breaks a bound of <see cref="RecommendationRequest.Check"/>.</exception>
    [Alias("Explain"), ResponseTimeout("00:00:03")]
    Task<Explanation?> Explain(
        ProductId product, RecommendationRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the list that <see cref="Recommend"/> would answer to the request if the store had these settings, before a share
    /// of its positions is given to products that are tried. Saves, records and changes nothing; null when there is no such store.
    /// </summary>
    /// <exception cref="ArgumentException">The request breaks a bound of <see cref="RecommendationRequest.Check"/>.</exception>
    [Alias("Preview"), ResponseTimeout("00:00:03")]
    Task<ListPreview?> Preview(
        StoreSettings settings, RecommendationRequest request, CancellationToken cancellationToken = default);
}
