using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.LiveCounts;

namespace SmartRetail.Recommender.Exploration;

/// <summary>
/// The products of a store of which too little is known: less of the interest than a quarter of an even share, and not tried
/// often enough yet. Those tried least come first, of these the newest.
/// </summary>
public sealed record ExplorationPool(ImmutableArray<UncertainProduct> Products)
{
    /// <summary>The most products that wait; the others come when these have been tried.</summary>
    public const int MaxProducts = 1_000;

    /// <summary>Showings after which a product has had its chance: a look in twenty is then known to one in a hundred.</summary>
    public const double EnoughShown = 500;

    public static ExplorationPool Empty { get; } = new([]);

    public static ExplorationPool Of(
        CatalogReplica catalog, StoreCounts counts, IReadOnlyDictionary<ProductId, Trial> trials)
    {
        var little = 1.0 / (4 * Math.Max(1, catalog.Count));
        var known = counts.Popular().TakeWhile(scored => scored.Score >= little).Select(scored => scored.Product).ToHashSet();
        return new(
        [
            .. catalog.Products.Where(product => product.IsBuyable && !known.Contains(product.Id))
                .Select(product => (Product: product, Trial: trials.GetValueOrDefault(product.Id)))
                .Where(uncertain => uncertain.Trial.Shown < EnoughShown)
                .OrderBy(uncertain => uncertain.Trial.Shown)
                .ThenByDescending(uncertain => uncertain.Product.FirstSoldAt)
                .ThenBy(uncertain => uncertain.Product.Id.Value, StringComparer.Ordinal)
                .Take(MaxProducts)
                .Select(uncertain => new UncertainProduct(
                    uncertain.Product.Id, uncertain.Product.Category, uncertain.Trial)),
        ]);
    }
}

/// <summary>A product that may be tried, and how it fared so far.</summary>
public sealed record UncertainProduct(ProductId Product, string Category, Trial Trial);
