using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Pages;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains.Recommendations;

/// <summary>Makes whole pages of a ranking, checked when they are answered as <see cref="ListComposer"/> checks lists.</summary>
internal sealed class PageComposer(RankingPipeline pipeline, ListComposer lists, TimedReasons reasons)
{
    // A change of the catalog can come between making a page and checking it, but hardly thrice.
    private const int MaxListings = 3;

    /// <summary>What a store that this silo does not know shows.</summary>
    public RecommendationPage Empty(CustomerId customer, PageRequest request) => new(
        customer, 0, null, 0, [.. request.Slots.Select(slot => new PageSlot(slot.Slot, slot.List, lists.NewId(), null, []))]);

    /// <summary>
    /// Returns a page of which every product, read once more under the rules that hold then, may be shown; and how many of it
    /// had to be taken out at last, which is a fault when it is not 0.
    /// </summary>
    public (RecommendationPage Page, int Violations) Compose(
        CustomerId customer,
        CachedRanking cached,
        StoreView view,
        PageRequest request,
        IReadOnlyList<ScoredProduct> buyAgain)
    {
        for (var listing = 1; ; listing++)
        {
            // Read first: the page then holds at least this version, though a change comes while it is made.
            var catalogVersion = view.Catalog.Version;
            var kept = view.Catalog.Rules.ScoresReadContext
                ? (Func<RankedCandidates>?)null
                : () => lists.FindCandidates(cached, view);
            var built = new PageBuilder(pipeline, cached.ReadInput(), view, kept, buyAgain).Build(request);
            var rules = view.Catalog.Rules;
            var violations = built.Slots.Sum(slot => slot.Products.Count(shown => !MayBeShown(slot, shown, rules)));
            if (violations == 0 || listing == MaxListings)
            {
                return (ToPage(), violations);
            }

            RecommendationPage ToPage() => new(
                customer,
                cached.ProfileVersion,
                built.Model,
                catalogVersion,
                [
                    .. built.Slots.Select((slot, at) => new PageSlot(
                        request.Slots[at].Slot,
                        slot.List,
                        lists.NewId(),
                        slot.Tier is { } tier ? ListComposer.TierFor(tier, customer) : null,
                        Number(slot.Products.Where(shown => MayBeShown(slot, shown, rules))))),
                ]);
        }
    }

    /// <summary>Gives the lists that are made for the customer their reasons, if there is time for it.</summary>
    public async Task<RecommendationPage> ExplainAsync(
        RecommendationPage page, CachedRanking cached, StoreView view, CancellationToken cancellationToken)
    {
        ProductId[] products =
        [
            .. page.Slots.Where(slot => slot.List == PageList.ForYou)
                .SelectMany(slot => slot.Products).Select(shown => shown.Product),
        ];
        if (products.Length == 0 || await reasons.FindAsync(products, cached, view, cancellationToken) is not { } why)
        {
            return page;
        }

        // No product is twice on a page.
        var found = products.Zip(why).ToDictionary(pair => pair.First, pair => pair.Second);
        return page with
        {
            Slots =
            [
                .. page.Slots.Select(slot => slot with
                {
                    Products = [.. slot.Products.Select(shown => shown with { Reasons = found.GetValueOrDefault(shown.Product, []) })],
                }),
            ],
        };
    }

    /// <summary>Returns a slot as the list that it is.</summary>
    public static RecommendationList ToList(RecommendationPage page, PageSlot slot) => new(
        slot.RecommendationId,
        page.Customer,
        page.ProfileVersion,
        slot.Tier is null ? null : page.ModelVersion,
        page.CatalogVersion,
        slot.Tier ?? RecommendationTier.Popular,
        slot.Products);

    private static bool MayBeShown(BuiltSlot slot, ScoredProduct shown, StoreRules rules) =>
        (slot.Filter with { Rules = rules }).Find(shown.Product) is not null;

    private static ImmutableArray<RecommendedProduct> Number(IEnumerable<ScoredProduct> products) =>
        [.. products.Select((scored, at) => new RecommendedProduct(scored.Product, at + 1, scored.Score, []))];
}
