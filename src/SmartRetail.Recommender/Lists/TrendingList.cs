using System.Collections.Immutable;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Lists;

/// <summary>What more and more customers act on, of one category or of all.</summary>
public static class TrendingList
{
    /// <summary>
    /// Returns the products of <see cref="StoreCounts.Trending"/>, steepest first, then popular ones where fewer than
    /// <paramref name="count"/> trend.
    /// </summary>
    public static ImmutableArray<ListedProduct> Of(StoreView store, string? category, int count) =>
        Within(new(store.Catalog) { Category = category }, store, count);

    /// <summary>As <see cref="Of"/>, of what passes the filter.</summary>
    public static ImmutableArray<ListedProduct> Within(ProductFilter filter, StoreView store, int count) =>
        new ListBuilder(filter, count)
            .Add(store.Counts.Trending(), ListBasis.Trending)
            .AddPopular(store)
            .Build();
}
