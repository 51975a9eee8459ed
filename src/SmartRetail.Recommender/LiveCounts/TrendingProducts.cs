using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Recommender.LiveCounts;

/// <summary>
/// The slope of interest: what gets more of it now than it used to. Of each product two decayed sums are kept, a fast one f
/// and a slow one s. With F and S the sums of all products, the product would have e = s * F / S of the fast interest if
/// its share of the store's had not changed: a day when everything sells more makes nothing trend. The score is the growth
/// (f + k) / (e + k), the posterior mean of a Poisson rate over its expectation under a gamma prior with mean 1 (the
/// shrinkage of DuMouchel 1999, "Bayesian data mining in large frequency tables"): k views must come from somewhere before
/// a ratio counts, so a click on a product that nobody knew is no trend, and a product of any size may have one.
/// </summary>
internal static class TrendingProducts
{
    // Less is chance, and a list of it would hold half the catalog.
    private const double LeastGrowth = 1.1;

    /// <summary>Returns the products that grow, steepest first.</summary>
    public static IEnumerable<(ScoredProduct Scored, int Number)> Sort(
        DecayedInterest fast, DecayedInterest slow, double prior, IReadOnlyList<ProductId> products)
    {
        var recent = fast.Weigh();
        var usual = slow.Weigh();
        var scale = usual.Sum() is > 0 and var total ? recent.Sum() / total : 0;
        return recent
            .Select((weight, item) => (
                Scored: new ScoredProduct(products[item], (weight + prior) / ((usual[item] * scale) + prior)), Number: item))
            .Where(each => each.Scored.Score >= LeastGrowth)
            .StrongestFirst();
    }
}
