using System.Collections.Immutable;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Exploration;

/// <summary>
/// Gives the store's share of positions to products of which too little is known. Each position but the first and pinned ones is
/// given away by a coin of that share, and its product is replaced: the others stay where they are, so that every position's
/// chance is known: 1 - share for the product that was ranked there, share × its chance of being chosen for one that is tried.
/// Pure: the same seed gives the same list.
/// </summary>
public static class ListExplorer
{
    /// <summary>The most products that one position is drawn among.</summary>
    public const int MaxChoices = 20;

    /// <param name="list">The list as it was ranked.</param>
    /// <param name="filter">What may be shown in it.</param>
    public static ExploredList Explore(
        ImmutableArray<ScoredProduct> list, ExplorationPool pool, ProductFilter filter, string? slot, ulong seed)
    {
        var share = filter.Rules.ExplorationShare;
        if (share <= 0 || list.Length < 2 || pool.Products.IsEmpty)
        {
            return ExploredList.Unchanged(list);
        }

        var chance = new SeededChance(seed);
        var pinned = filter.Rules.PinsOf(slot, filter.Context).Select(pin => pin.Product).ToHashSet();
        var choices = new ExplorationChoices(list, pool, filter, slot, pinned);
        var tried = choices.Open;
        var products = list.ToBuilder();
        var shown = ImmutableArray.CreateBuilder<ShownProduct>(list.Length);
        for (var at = 0; at < list.Length; at++)
        {
            var isOpen = at > 0 && !pinned.Contains(list[at].Product);
            if (!isOpen || chance.NextUniform() >= share)
            {
                // Where nothing may be tried, the product stays on both sides of the coin.
                shown.Add(new(list[at].Product, isOpen && choices.At(at).Count > 0 ? 1 - share : 1));
                continue;
            }

            var open = choices.At(at);
            if (open.Count == 0)
            {
                shown.Add(new(list[at].Product));
                continue;
            }

            var posteriors = open.Select(product => ClickPosterior.Of(product.Trial)).ToList();
            var chosen = ThompsonSampling.Choose(posteriors, chance);
            products[at] = new(open[chosen].Product, 0);
            shown.Add(new(
                open[chosen].Product, share * ThompsonSampling.ChanceOf(chosen, posteriors), IsExplored: true));
            choices.Take(at, open[chosen].Product);
        }

        return new(products.ToImmutable(), (long)seed, shown.ToImmutable()) { Choices = tried };
    }
}
