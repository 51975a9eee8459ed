namespace SmartRetail.Contracts.Recommendations;

/// <summary>
/// The lists that this very process keeps, where it is a silo too. What is found here is what the customer's grain would answer
/// now, without the call; whoever calls has made sure that the caller may see the store.
/// </summary>
public interface INearbyLists
{
    /// <summary>
    /// Returns the list, or null where only the grain can tell: it is elsewhere, something has happened since it made the list, or
    /// it was asked for another one last.
    /// </summary>
    RecommendationList? Find(StoreId store, CustomerId customer, RecommendationRequest request);
}
