using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Lists;

/// <summary>What completes a product or a whole basket.</summary>
public static class BoughtTogetherList
{
    /// <summary>
    /// Returns what <see cref="StoreCounts.BoughtTogether"/> finds, best first. Where that is not enough, what is like the
    /// basket's last product follows, then the popular products. Never a product of the basket.
    /// </summary>
    public static ImmutableArray<ListedProduct> Of(StoreView store, ImmutableArray<ProductId> basket, int count) =>
        Within(new(store.Catalog), store, basket, count);

    /// <summary>As <see cref="Of"/>, of what passes the filter.</summary>
    public static ImmutableArray<ListedProduct> Within(
        ProductFilter filter, StoreView store, ImmutableArray<ProductId> basket, int count)
    {
        var list = new ListBuilder(filter, count)
            .Exclude(basket)
            .Add(store.Counts.BoughtTogether(basket), ListBasis.BoughtTogether);
        if (list.Missing > 0 && basket.Select(store.Catalog.Find).LastOrDefault(found => found is not null) is { } last)
        {
            // As many more as the list has already, since those may be the same.
            var similar = RankingPipeline.Similar(last, store, filter, count + basket.Length);
            list.Add(similar.Where(scored => scored.Score > 0), ListBasis.Similar)
                .Add(similar.Where(scored => scored.Score == 0), ListBasis.Popular);
        }

        return list.AddPopular(store).Build();
    }
}
