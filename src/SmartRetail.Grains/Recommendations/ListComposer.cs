using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Exploration;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains.Recommendations;

/// <summary>Makes the answers that a ranking is asked for. What may be shown is decided here, when the answer is given.</summary>
internal sealed class ListComposer(
    RankingPipeline pipeline,
    TimedReasons reasons,
    ListExplainer explainer,
    ListPreviewer previewer,
    RecommendationIds ids,
    IOptions<RecommendationOptions> options,
    TimeProvider clock)
{
    // A change of the catalog can come between making a list and checking it, but hardly thrice.
    private const int MaxListings = 3;

    private static readonly Reason ToBeTried = new(null, null, 0, "New here or seldom shown");

    private readonly RecommendationOptions _options = options.Value;

    public RecommendationId NewId() => ids.Next();

    /// <summary>What a store that this silo does not know shows.</summary>
    public RecommendationList Empty(CustomerId customer) =>
        new(NewId(), customer, 0, null, 0, RecommendationTier.Popular, []);

    /// <summary>
    /// Returns a list of which every product, read once more under the rules that hold then, may be shown. A kept list was read
    /// so when it was made, and the version of the catalog says that nothing has changed since.
    /// </summary>
    public ValueTask<ComposedList> ComposeAsync(
        CustomerId customer,
        CachedRanking cached,
        StoreView view,
        RecommendationRequest request,
        CancellationToken cancellationToken) =>
        cached.List?.Find(request, view, ids) is { } kept
            ? new(kept)
            : new(MakeAsync(customer, cached, view, request, cancellationToken));

    private async Task<ComposedList> MakeAsync(
        CustomerId customer,
        CachedRanking cached,
        StoreView view,
        RecommendationRequest request,
        CancellationToken cancellationToken)
    {
        await RankAsync(cached, view, cancellationToken);
        for (var listing = 1; ; listing++)
        {
            // Read first: the list then holds at least this version, though a change comes while it is made.
            var catalogVersion = view.Catalog.Version;
            var filter = pipeline.FilterFor(cached.ReadInput(), view, request);
            var (list, explored, origin, lacksNetwork) = await ListAsync(
                customer, cached, view, filter, request, catalogVersion, cancellationToken);
            if (request.Explain)
            {
                list = await GiveReasons(list, explored, cached, view, cancellationToken);
            }

            filter = filter with { Rules = view.Catalog.Rules };
            var violations = list.Products.Count(shown => filter.Find(shown.Product) is null);
            if (violations == 0)
            {
                var composed = new ComposedList(list with { Next = NextOf(list, request) }, 0, explored, origin);
                cached.List = lacksNetwork ? null : KeptList.Of(request, composed, filter.Rules) ?? cached.List;
                return composed;
            }

            if (listing == MaxListings)
            {
                var allowed = list.Products.Where(shown => filter.Find(shown.Product) is not null);
                var rest = list with { Products = [.. allowed.Select((shown, at) => shown with { Position = at + 1 })] };
                return new(
                    rest, violations, explored.Of(rest.Products.Select(shown => shown.Product).ToHashSet()), Origin: null);
            }
        }
    }

    /// <summary>
    /// Makes the kept candidates where there are none, with a call of the model that other customers' rankings may share. Where
    /// scores depend on the request, none are kept.
    /// </summary>
    public async Task RankAsync(CachedRanking cached, StoreView view, CancellationToken cancellationToken)
    {
        if (cached.Candidates is null && !view.Catalog.Rules.ScoresReadContext)
        {
            var (ranked, of) = await RankAsync(cached, view, KeptFilter(cached, view), cancellationToken);
            cached.Keep(ranked, of);
        }
    }

    /// <summary>Says why <see cref="ComposeAsync"/> lists the product, or why it does not.</summary>
    public async Task<Explanation> ExplainAsync(
        ProductId product,
        CustomerId customer,
        CachedRanking cached,
        StoreView view,
        RecommendationRequest request,
        CancellationToken cancellationToken)
    {
        var ((explanation, ranked), of) = RankingMoment.During(
            view,
            clock.GetUtcNow(),
            () => explainer.Explain(product, request, customer, cached.ReadInput(), view, _options.Candidates));
        if (!view.Catalog.Rules.ScoresReadContext)
        {
            // The next list is then the one that was explained.
            cached.Keep(ranked, of);
        }

        explanation = explanation with { Tier = TierFor(explanation.Tier, customer) };
        if (explanation.Outcome == ExplanationOutcome.Filtered)
        {
            return explanation;
        }

        return await reasons.FindCausesAsync(product, cached, view, cancellationToken) is { } causes
            ? explanation with { Causes = causes }
            : explanation with { LacksCauses = true };
    }

    /// <summary>Makes what <see cref="ComposeAsync"/> would list under other settings, and keeps nothing of it.</summary>
    public ListPreview Preview(
        StoreSettings settings, CustomerId customer, CachedRanking cached, StoreView view, RecommendationRequest request)
    {
        var preview = previewer.Preview(settings, request, cached.ReadInput(), view, _options.Candidates);
        return preview with { Tier = TierFor(preview.Tier, customer) };
    }

    // Of somebody who has not said who they are a model knows this visit, and no more.
    public static RecommendationTier TierFor(RecommendationTier tier, CustomerId customer) =>
        tier == RecommendationTier.Personal && customer.IsAnonymous ? RecommendationTier.Session : tier;

    private async Task<(RecommendationList List, ExploredList Explored, ListOrigin Origin, bool LacksNetwork)> ListAsync(
        CustomerId customer,
        CachedRanking cached,
        StoreView view,
        ProductFilter filter,
        RecommendationRequest request,
        long catalogVersion,
        CancellationToken cancellationToken)
    {
        // A kept ranking knows of no request: where scores depend on it, it is ranked for this one.
        var (ranked, rankedOf) = filter.Rules.ScoresReadContext
            ? await RankAsync(cached, view, filter, cancellationToken)
            : (FindCandidates(cached, view), cached.CandidatesOf);
        var (candidates, listedOf) = await RankingMoment.DuringAsync(
            view, filter.Now, () => pipeline.ListAsync(ranked, cached.ReadInput(), view, filter, request, cancellationToken));
        var id = NewId();
        var explored = ListExplorer.Explore(
            candidates.Products, view.Pool, filter, request.Slot, ImpressionSample.NumberOf(id) ^ (ulong)_options.ExplorationSeed);
        var list = new RecommendationList(
            id,
            customer,
            cached.ProfileVersion,
            candidates.Model,
            catalogVersion,
            TierFor(candidates.Tier, customer),
            [
                .. explored.Products.Select(
                    (scored, at) => new RecommendedProduct(scored.Product, at + 1, scored.Score, [])),
            ]);

        // Ranked again, the model would answer in time.
        var isWhole = !ranked.LacksNetwork && !candidates.LacksNetwork;
        return (list, explored, new(request, isWhole ? rankedOf : null, listedOf, explored.Choices), !isWhole);
    }

    private async Task<RecommendationList> GiveReasons(
        RecommendationList list,
        ExploredList explored,
        CachedRanking cached,
        StoreView view,
        CancellationToken cancellationToken)
    {
        ProductId[] products = [.. list.Products.Select(shown => shown.Product)];
        return await reasons.FindAsync(products, cached, view, cancellationToken) is { } why
            ? list with
            {
                Products =
                [
                    .. list.Products.Select((shown, at) => shown with
                    {
                        Reasons = explored.IsExplored(shown.Product) ? [ToBeTried] : why[at],
                    }),
                ],
            }
            : list with { LacksReasons = true };
    }

    private static ListContinuation? NextOf(RecommendationList list, RecommendationRequest request) =>
        ListContinuation.After(
            request.After, [.. list.Products.Select(shown => shown.Product)], request.Count);

    /// <summary>Returns the kept candidates, which are those of every request; made when first asked for.</summary>
    public RankedCandidates FindCandidates(CachedRanking cached, StoreView view)
    {
        if (cached.Candidates is null)
        {
            var filter = KeptFilter(cached, view);
            var (ranked, of) = RankingMoment.During(
                view, filter.Now, () => pipeline.Rank(cached.ReadInput(), view, filter, _options.Candidates));
            cached.Keep(ranked, of);
        }

        return cached.Candidates!;
    }

    private ProductFilter KeptFilter(CachedRanking cached, StoreView view) =>
        pipeline.FilterFor(cached.ReadInput(), view, new());

    private Task<(RankedCandidates Ranked, RankingMoment? Of)> RankAsync(
        CachedRanking cached, StoreView view, ProductFilter filter, CancellationToken cancellationToken) =>
        RankingMoment.DuringAsync(
            view,
            filter.Now,
            () => pipeline.RankAsync(cached.ReadInput(), view, filter, _options.Candidates, cancellationToken));
}
