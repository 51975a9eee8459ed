using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Exploration;

/// <summary>
/// The products that one list may try: such as may be shown, of the list's own categories where there are any, and none that
/// would put a quota out.
/// </summary>
internal sealed class ExplorationChoices
{
    private readonly ProductFilter _filter;
    private readonly Diversity? _quotas;
    private readonly Product?[] _listed;
    private readonly List<UncertainProduct> _open;

    public ExplorationChoices(
        IReadOnlyList<ScoredProduct> list,
        ExplorationPool pool,
        ProductFilter filter,
        string? slot,
        IReadOnlySet<ProductId> pinned)
    {
        _filter = filter;
        _quotas = filter.Rules.DiversityOf(slot);
        _listed = [.. list.Select(scored => filter.Find(scored.Product))];
        var ids = list.Select(scored => scored.Product).ToHashSet();
        var open = pool.Products.Where(product =>
            !ids.Contains(product.Product) && !pinned.Contains(product.Product) && filter.Find(product.Product) is not null);
        var categories = _listed.Select(product => product?.Category).ToHashSet();
        _open = [.. open.Where(product => categories.Contains(product.Category)).Take(Most(list))];
        if (_open.Count == 0)
        {
            _open = [.. open.Take(Most(list))];
        }
    }

    /// <summary>The products that no place has taken yet. Choices made of these alone are the same.</summary>
    public ImmutableArray<UncertainProduct> Open => [.. _open];

    /// <summary>Returns the products that may replace the one in a place.</summary>
    public IReadOnlyList<UncertainProduct> At(int place) => _quotas is not ({ PerCategory: not null } or { PerBrand: not null })
        ? [.. _open.Take(ListExplorer.MaxChoices)]
        : [.. _open.Where(product => IsWithinQuotas(product, place)).Take(ListExplorer.MaxChoices)];

    /// <summary>Puts a product into a place.</summary>
    public void Take(int place, ProductId product)
    {
        _listed[place] = _filter.Find(product);
        _open.RemoveAll(open => open.Product == product);
    }

    // Enough, though every place of the list takes one.
    private static int Most(IReadOnlyCollection<ScoredProduct> list) => ListExplorer.MaxChoices + list.Count;

    private bool IsWithinQuotas(UncertainProduct uncertain, int place)
    {
        if (_filter.Find(uncertain.Product) is not { } product)
        {
            return false;
        }

        var others = _listed.Where((_, at) => at != place).ToList();
        return !(others.Count(other => other?.Category == product.Category) >= _quotas?.PerCategory)
            && !(product.Brand is { } brand && others.Count(other => other?.Brand == brand) >= _quotas?.PerBrand);
    }
}
