using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.Recommender.Ranking;

/// <summary>
/// Gives candidates their places: pins first, then place by place the best one, or one that is less like what is listed
/// already and scores at least (1 - greatest loss) × the best one's score.
/// </summary>
internal sealed class ListBuilder(ProductFilter filter, Diversity? diversity, int count)
{
    // Two products of one category, or of one brand, are half alike.
    private const double Likeness = 0.5;

    private readonly Place?[] _places = new Place?[count];
    private readonly HashSet<ProductId> _listed = [];
    private int _filled;

    public bool IsFull => _filled == count;

    /// <summary>
    /// Puts the pinned products that may be shown where they belong. Their positions count over all pages of a list.
    /// </summary>
    public void Pin(IEnumerable<PinRule> pins)
    {
        var before = filter.Shown?.Count ?? 0;
        foreach (var pin in pins)
        {
            var at = pin.Position - before - 1;
            if (at >= 0 && at < count && _places[at] is null
                && !_listed.Contains(pin.Product) && filter.Find(pin.Product) is { } product)
            {
                Put(at, new(new(pin.Product, 0), product, pin));
            }
        }
    }

    /// <summary>Fills free places from candidates, best first, until the list is full or none is left that may be listed.</summary>
    public void Fill(IReadOnlyList<ScoredProduct> candidates, bool heedsQuotas = true)
    {
        var pool = Open(candidates, heedsQuotas);
        for (var at = 0; at < count && pool.Count > 0; at++)
        {
            if (_places[at] is not null)
            {
                continue;
            }

            var chosen = Choose(pool);
            Put(at, pool[chosen]);
            pool.RemoveAt(chosen);
            if (heedsQuotas && diversity is { PerCategory: not null } or { PerBrand: not null })
            {
                pool.RemoveAll(place => IsOverQuota(place.Product));
            }
        }
    }

    /// <summary>
    /// Returns the filter without what is listed and what the quotas allow no more of; null while they allow everything.
    /// </summary>
    public ProductFilter? Narrow()
    {
        ImmutableHashSet<string> categories =
        [
            .. Shown().Select(place => place.Product.Category).Where(IsFullCategory),
        ];
        ImmutableHashSet<string> brands = [.. Shown().Select(place => place.Product.Brand).OfType<string>().Where(IsFullBrand)];
        return categories.IsEmpty && brands.IsEmpty
            ? null
            : filter with
            {
                FullCategories = categories,
                FullBrands = brands,
                Exclude = new HashSet<ProductId>(filter.Exclude.Concat(_listed)),
            };
    }

    /// <summary>Returns the list without the places that nothing was found for.</summary>
    public ImmutableArray<ScoredProduct> ToList() => [.. Shown().Select(place => place.Scored)];

    /// <summary>Returns where the list has the product, the first place is 1, and the pin that put it there; null where it has not.</summary>
    public (int Position, PinRule? Pin)? FindPlace(ProductId product)
    {
        var shown = Shown().ToList();
        var at = shown.FindIndex(place => place.Scored.Product == product);
        return at < 0 ? null : (at + 1, shown[at].Pin);
    }

    /// <summary>Returns the lowest score of what has its place by its score; null where pins hold every place.</summary>
    public double? LowestScore() => Shown().Where(place => place.Pin is null).Min(place => (double?)place.Scored.Score);

    /// <summary>Returns the quota that allows no other product like this one; null while none is against it.</summary>
    public FilterReason? FindFullQuota(Product product) =>
        IsFullCategory(product.Category) ? FilterReason.CategoryQuota
        : product.Brand is { } brand && IsFullBrand(brand) ? FilterReason.BrandQuota
        : null;

    // Without diversity no more candidates are looked at than there are places.
    private List<Place> Open(IReadOnlyList<ScoredProduct> candidates, bool heedsQuotas)
    {
        var open = new List<Place>();
        for (var at = 0; at < candidates.Count && (diversity is not null || open.Count < count - _filled); at++)
        {
            var scored = candidates[at];
            if (!_listed.Contains(scored.Product) && filter.Find(scored.Product) is { } product
                && !(heedsQuotas && IsOverQuota(product)))
            {
                open.Add(new(scored, product, null));
            }
        }

        return open;
    }

    private int Choose(List<Place> pool)
    {
        if (diversity is not { Strength: > 0 and var strength, MaxLoss: var loss })
        {
            return 0;
        }

        var best = pool[0].Scored.Score;
        var (chosen, greatest) = (0, double.NegativeInfinity);
        for (var at = 0; at < pool.Count && pool[at].Scored.Score >= best * (1 - loss); at++)
        {
            var relevance = best > 0 ? pool[at].Scored.Score / best : 1;
            var marginal = ((1 - strength) * relevance) - (strength * LikenessOf(pool[at].Product));
            if (marginal > greatest)
            {
                (chosen, greatest) = (at, marginal);
            }
        }

        return chosen;
    }

    private double LikenessOf(Product product)
    {
        var most = 0.0;
        foreach (var place in _places)
        {
            if (place is not null)
            {
                var alike = (place.Product.Category == product.Category ? Likeness : 0)
                    + (product.Brand is { } brand && place.Product.Brand == brand ? Likeness : 0);
                most = Math.Max(most, alike);
            }
        }

        return most;
    }

    private bool IsOverQuota(Product product) => FindFullQuota(product) is not null;

    private bool IsFullCategory(string category) =>
        diversity?.PerCategory is { } most && Shown().Count(place => place.Product.Category == category) >= most;

    private bool IsFullBrand(string brand) =>
        diversity?.PerBrand is { } most && Shown().Count(place => place.Product.Brand == brand) >= most;

    private IEnumerable<Place> Shown() => _places.OfType<Place>();

    private void Put(int at, Place place)
    {
        _places[at] = place;
        _listed.Add(place.Scored.Product);
        _filled++;
    }

    private sealed record Place(ScoredProduct Scored, Product Product, PinRule? Pin);
}
