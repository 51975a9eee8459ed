using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains.Attribution;

/// <summary>Records what was shown, all of it or the share that the store has set.</summary>
internal sealed class ShownLists(IImpressionLog log, AttributionMeters meters, TimeProvider clock)
{
    public void Record(StoreId store, RecommendationList list, string? slot, StoreRules rules) =>
        Record(store, list, slot, rules, seed: null, [.. list.Products.Select(shown => new ShownProduct(shown.Product))]);

    /// <param name="seed">What chance was drawn from; null where it had no part.</param>
    /// <param name="shown">The list's products with the chances that put them there.</param>
    public void Record(
        StoreId store,
        RecommendationList list,
        string? slot,
        StoreRules rules,
        long? seed,
        ImmutableArray<ShownProduct> shown)
    {
        if (!ImpressionSample.Holds(list.RecommendationId, rules.ImpressionShare))
        {
            return;
        }

        var impression = new Impression(
            list.RecommendationId,
            list.Customer,
            clock.GetUtcNow(),
            slot,
            list.Tier,
            list.ProfileVersion,
            list.ModelVersion,
            list.CatalogVersion,
            rules.Version,
            rules.ImpressionShare,
            seed,
            shown);
        log.Record(store, impression);
        meters.Shown(store, impression);
    }
}
