using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Recommender.LiveCounts;

/// <summary>The level of interest: shares of all of it, strongest first.</summary>
internal static class PopularProducts
{
    /// <summary>Leaves out products that nobody cares for.</summary>
    public static IEnumerable<(ScoredProduct Scored, int Number)> Sort(
        DecayedInterest interest, IReadOnlyList<ProductId> products)
    {
        var weights = interest.Weigh();
        var total = weights.Sum();
        return weights
            .Select((weight, item) => (Scored: new ScoredProduct(products[item], weight / total), Number: item))
            .Where(each => each.Scored.Score > 0)
            .StrongestFirst();
    }

    /// <summary>Equal scores are in the order of their ids, so that every silo has the same list.</summary>
    internal static IEnumerable<(ScoredProduct Scored, int Number)> StrongestFirst(
        this IEnumerable<(ScoredProduct Scored, int Number)> products) => products
        .OrderByDescending(each => each.Scored.Score)
        .ThenBy(each => each.Scored.Product.Value, StringComparer.Ordinal);
}
