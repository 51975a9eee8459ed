using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Lists;

/// <summary>
/// Fills a list from one source after another: each product once, none that may not be shown, and each with the source it
/// came from.
/// </summary>
internal sealed class ListBuilder(ProductFilter filter, int count)
{
    private readonly List<ListedProduct> _products = [];
    private readonly HashSet<ProductId> _excluded = [.. filter.Exclude];

    /// <summary>What passes: not yet listed, and to be shown.</summary>
    public ProductFilter Filter => filter with { Exclude = _excluded };

    public int Missing => count - _products.Count;

    public ListBuilder Exclude(IEnumerable<ProductId> products)
    {
        _excluded.UnionWith(products);
        return this;
    }

    /// <summary>Takes from the products, best first, what is missing.</summary>
    public ListBuilder Add(IEnumerable<ScoredProduct> products, ListBasis basis)
    {
        var filter = Filter;
        foreach (var (product, score) in products)
        {
            if (Missing == 0)
            {
                break;
            }

            if (filter.Find(product) is not null)
            {
                _products.Add(new(product, score, basis));
                _excluded.Add(product);
            }
        }

        return this;
    }

    public ListBuilder AddPopular(StoreView store) =>
        Missing == 0 ? this : Add(RankingPipeline.Popular(store, Filter, Missing), ListBasis.Popular);

    public ImmutableArray<ListedProduct> Build() => [.. _products];
}
