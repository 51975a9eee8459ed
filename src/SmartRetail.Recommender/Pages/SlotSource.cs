using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Pages;

/// <summary>What one slot may show.</summary>
/// <param name="Candidates">Best first, each once; all pass the filter.</param>
/// <param name="Tier">Null for a list that is the same for everybody.</param>
internal sealed record SlotSource(
    RecommendationRequest Request,
    PageList List,
    ProductFilter Filter,
    ImmutableArray<ScoredProduct> Candidates,
    RecommendationTier? Tier = null)
{
    /// <summary>
    /// Whether the store's pins and its diversity give the order. What the customer has viewed or bought has an order of its
    /// own.
    /// </summary>
    public bool IsArranged => List is not (PageList.RecentlyViewed or PageList.BuyAgain);

    /// <summary>Returns what the slot would have, the pinned first.</summary>
    public IReadOnlyList<ProductId> Preferred()
    {
        var pins = IsArranged
            ? Filter.Rules.PinsOf(Request.Slot, Filter.Context)
                .Where(pin => pin.Position <= Request.Count && Filter.Find(pin.Product) is not null)
                .Select(pin => pin.Product)
            : [];
        return [.. pins.Concat(Candidates.Select(scored => scored.Product)).Distinct()];
    }
}
