using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Exploration;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains.Attribution;

/// <summary>Records what was shown, all of it or the share that the store has set.</summary>
internal sealed class ShownLists(IImpressionLog log, AttributionMeters meters, TimeProvider clock)
{
    /// <summary>Returns when what was recorded before is written.</summary>
    public Task FlushAsync() => log.FlushAsync();

    /// <param name="explored">The list's products with the chances that put them there; null where chance had no part.</param>
    /// <param name="origin">What it takes to rank it again; null where that is not known.</param>
    public void Record(
        StoreId store,
        RecommendationList list,
        string? slot,
        StoreRules rules,
        ExploredList? explored = null,
        ListOrigin? origin = null)
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
            explored?.Seed,
            explored?.Shown ?? [.. list.Products.Select(shown => new ShownProduct(shown.Product))])
        {
            Origin = origin,
        };
        log.Record(store, impression);
        meters.Shown(store, impression);
    }
}
