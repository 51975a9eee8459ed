using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Lists;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Pages;

/// <summary>
/// Makes the slots of a page for one customer, of one scoring: no product twice, each slot full where the store has enough.
/// </summary>
/// <param name="kept">Makes or finds the customer's candidates; null where scores depend on the request.</param>
/// <param name="buyAgain">What the customer will need again, most pressing first.</param>
public sealed class PageBuilder(
    RankingPipeline pipeline,
    RankingInput input,
    StoreView store,
    Func<RankedCandidates>? kept,
    IReadOnlyList<ScoredProduct> buyAgain)
{
    private ProductScores? _scores;
    private ModelVersion? _model;

    public BuiltPage Build(PageRequest page)
    {
        List<SlotSource> sources = [.. page.Slots.Select(slot => FindSource(slot, page))];
        var shares = PageAssignment.Assign(
            [.. sources.Select(source => source.Preferred())], [.. page.Slots.Select(slot => slot.Count)]);
        var slots = ImmutableArray.CreateBuilder<BuiltSlot>(sources.Count);
        var shown = new HashSet<ProductId>();
        for (var at = 0; at < sources.Count; at++)
        {
            // A slot may take what is nobody's, as quotas and diversity want it, and leaves the others their shares.
            HashSet<ProductId> taken = [.. shown, .. shares.Skip(at + 1).SelectMany(share => share)];
            var products = Fill(sources[at], shares[at], taken);
            shown.UnionWith(products.Select(scored => scored.Product));
            slots.Add(new(sources[at].List, sources[at].Filter, sources[at].Tier, products));
        }

        return new(_model, slots.MoveToImmutable());
    }

    private SlotSource FindSource(SlotRequest slot, PageRequest page)
    {
        var request = slot.In(page);
        var filter = pipeline.FilterFor(input, store, request);
        if (slot.List is PageList.RecentlyViewed or PageList.BuyAgain)
        {
            // What the customer knows is what these lists are of.
            filter = filter with
            {
                LeftOut = input.Disliked.ToImmutableDictionary(product => product, _ => FilterReason.Disliked),
                Bought = ImmutableDictionary<ProductId, DateTimeOffset>.Empty,
            };
        }

        // With as many candidates as the page has places, a slot is full whatever the others take.
        var count = page.Count;
        return slot.List switch
        {
            PageList.ForYou => Rank(request, filter, count),
            PageList.Trending => Of([.. TrendingList.Within(filter, store, count).Select(ToScored)]),
            PageList.Popular => Of(RankingPipeline.Popular(store, filter, count)),
            PageList.RecentlyViewed => Of([.. Pass(RecentlyViewed())]),
            PageList.BuyAgain => Of([.. Pass(buyAgain)]),
            PageList.Similar => Of(store.Catalog.Find(slot.Products[0]) is { } product
                ? RankingPipeline.Similar(product, store, filter, count)
                : RankingPipeline.Popular(store, filter, count)),
            PageList.BoughtTogether => Of(
                [.. BoughtTogetherList.Within(filter, store, slot.Products, count).Select(ToScored)]),
            _ => throw new ArgumentOutOfRangeException(nameof(slot), slot.List, "There is no such list."),
        };

        SlotSource Of(ImmutableArray<ScoredProduct> candidates) => new(request, slot.List, filter, candidates);

        IEnumerable<ScoredProduct> Pass(IEnumerable<ScoredProduct> products) =>
            products.Where(scored => filter.Find(scored.Product) is not null).Take(count);
    }

    private SlotSource Rank(RecommendationRequest request, ProductFilter filter, int count)
    {
        var ranked = kept?.Invoke();
        ImmutableArray<ScoredProduct> fitting =
            [.. ranked?.Products.Where(scored => filter.Find(scored.Product) is not null).Take(count) ?? []];
        if (ranked is null || fitting.Length < count)
        {
            ranked = RankingPipeline.Rank(Scores, input, store, filter, count);
            fitting = ranked.Products;
        }

        _model = ranked.Model;
        return new(request, PageList.ForYou, filter, fitting, ranked.Tier);
    }

    private ImmutableArray<ScoredProduct> Fill(
        SlotSource source, IReadOnlyList<ProductId> share, HashSet<ProductId> taken)
    {
        if (!source.IsArranged)
        {
            var own = share.ToHashSet();
            return [.. source.Candidates.Where(scored => own.Contains(scored.Product))];
        }

        taken.UnionWith(source.Filter.Exclude);
        var filter = source.Filter with { Exclude = taken };
        if (source.List == PageList.ForYou)
        {
            var candidates = new RankedCandidates(input.Version, _model, source.Tier!.Value, source.Candidates);
            return pipeline.Build(candidates, _scores, input, store, filter, source.Request).List.ToList();
        }

        var list = new Ranking.ListBuilder(
            filter, RankingPipeline.DiversityFor(source.Request, filter.Rules), source.Request.Count);
        list.Pin(filter.Rules.PinsOf(source.Request.Slot, filter.Context));
        list.Fill(source.Candidates);
        list.Fill(source.Candidates, heedsQuotas: false);
        return list.ToList();
    }

    private ProductScores Scores => _scores ??= pipeline.ScoresOf(input, store);

    private IEnumerable<ScoredProduct> RecentlyViewed() =>
        input.History.Reverse()
            .Where(step => step.Kind == InteractionKind.View)
            .Select(step => step.Product)
            .Distinct()
            .Select(product => new ScoredProduct(product, 0));

    private static ScoredProduct ToScored(ListedProduct listed) => new(listed.Product, listed.Score);
}
