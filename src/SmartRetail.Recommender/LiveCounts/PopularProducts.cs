using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Recommender.LiveCounts;

/// <summary>The level of interest: shares of all of it, strongest first.</summary>
internal static class PopularProducts
{
    /// <summary>Leaves out products that nobody cares for.</summary>
    public static ImmutableArray<ScoredProduct> Sort(DecayedInterest interest, IReadOnlyList<ProductId> products)
    {
        var weights = interest.Weigh();
        var total = weights.Sum();
        return weights
            .Select((weight, item) => new ScoredProduct(products[item], weight / total))
            .Where(scored => scored.Score > 0)
            .StrongestFirst();
    }

    /// <summary>Equal scores are in the order of their ids, so that every silo has the same list.</summary>
    internal static ImmutableArray<ScoredProduct> StrongestFirst(this IEnumerable<ScoredProduct> products) =>
    [
        .. products
            .OrderByDescending(scored => scored.Score)
            .ThenBy(scored => scored.Product.Value, StringComparer.Ordinal),
    ];
}
