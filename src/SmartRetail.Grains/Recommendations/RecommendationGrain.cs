using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Orleans.Placement;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Customers;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;
using SmartRetail.Grains.Attribution;
using SmartRetail.Grains.Customers;
using SmartRetail.Grains.Operations;
using SmartRetail.Grains.Replicas;
using SmartRetail.Grains.Shadows;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Exploration;
using SmartRetail.Recommender.Lists;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains.Recommendations;

/// <summary>
/// Keeps one customer's ranked candidates. Soft state: lost with the activation and ranked again on demand. What may
/// be shown is decided when the answer is given, from the silo's catalog replica.
/// </summary>
[GrainType("recommendation")]
[PreferLocalPlacement]
internal sealed class RecommendationGrain(
    StoreReplicas replicas,
    Membership membership,
    RankingPipeline pipeline,
    ListComposer composer,
    PageComposer pages,
    ListRecall recall,
    ShownLists shownLists,
    NearbyLists nearby,
    ShadowScoring shadows,
    ServingMeters meters,
    IOptions<RecommendationOptions> options,
    TimeProvider clock) : Grain, IRecommendationGrain, IRecommendationCache
{
    // A customer can act between two reads of one page, but hardly thrice.
    private const int MaxReads = 3;

    private StoreId _store;
    private CustomerId _customer;
    private RankingCache _cache = null!;
    private bool _isForgotten;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_store, _customer) = RetailGrains.ReadCustomerKey(this.GetPrimaryKeyString());
        _cache = NewCache();
        nearby.Add(_store, _customer, _cache);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        nearby.Remove(_store, _customer, _cache);
        return Task.CompletedTask;
    }

    public Task<bool> Invalidate(long profileVersion) => Task.FromResult(_cache.Invalidate(profileVersion));

    public Task Forget()
    {
        _isForgotten = true;
        nearby.Remove(_store, _customer, _cache);
        _cache = NewCache();
        DeactivateOnIdle();
        return shownLists.FlushAsync();
    }

    public async Task<RecommendationList> Recommend(
        RecommendationRequest request, CancellationToken cancellationToken)
    {
        Refuse(request.Check());
        var started = clock.GetTimestamp();
        if (await FindView(cancellationToken) is not { } view)
        {
            return composer.Empty(_customer);
        }

        var cached = await _cache.ReadAsync(view, request.LeastProfileVersion, cancellationToken);
        var (list, violations, explored, origin) = await composer.ComposeAsync(
            _customer, cached, view, request, cancellationToken);
        meters.Recommended(list.Tier, violations, clock.GetElapsedTime(started));
        Record(list, request.Slot, cached.Rules, explored, origin);
        shadows.Offer(_store, list, cached, view, request);
        return list;
    }

    public async Task<RankedList> Rank(RankRequest request, CancellationToken cancellationToken)
    {
        Refuse(request.Check());
        var started = clock.GetTimestamp();
        if (await FindView(cancellationToken) is not { } view)
        {
            return new(
                composer.NewId(), _customer, 0, null, 0, RecommendationTier.Popular, [], [.. request.Products.Distinct()]);
        }

        var cached = await _cache.ReadAsync(view, request.LeastProfileVersion, cancellationToken);
        var scores = cached.Scores ?? await CustomerScores.OfAsync(cached.ReadInput(), view, pipeline, cancellationToken);
        cached.Scores = scores.LacksNetwork ? null : scores;
        var catalogVersion = view.Catalog.Version;
        var filter = new ProductFilter(view.Catalog) { Context = new(request.Slot, ImmutableSortedDictionary<string, string>.Empty) };
        var (ranked, unknown) = scores.Rank(request.Products, filter, request.Drop);
        var list = new RankedList(
            composer.NewId(), _customer, cached.ProfileVersion, scores.Model, catalogVersion,
            ListComposer.TierFor(scores.Tier, _customer), ranked, unknown);
        meters.Recommended(list.Tier, 0, clock.GetElapsedTime(started));
        Record(ToImpression(list), request.Slot, cached.Rules);
        return list;
    }

    public async Task<RecommendationPage> GetPage(PageRequest request, CancellationToken cancellationToken)
    {
        Refuse(request.Check());
        var started = clock.GetTimestamp();
        if (await FindView(cancellationToken) is not { } view)
        {
            return pages.Empty(_customer, request);
        }

        var (cached, buyAgain) = await ReadForPage(view, request, cancellationToken);
        if (request.Slots.Any(slot => slot.List == PageList.ForYou))
        {
            await composer.RankAsync(cached, view, cancellationToken);
        }

        var (page, violations) = pages.Compose(_customer, cached, view, request, buyAgain);
        foreach (var slot in page.Slots)
        {
            Record(PageComposer.ToList(page, slot), slot.Slot, cached.Rules);
        }

        foreach (var (slot, asked) in page.Slots.Zip(request.Slots).Where(pair => pair.First.List == PageList.ForYou))
        {
            shadows.Offer(
                _store, PageComposer.ToList(page, slot), cached, view, new() { Count = asked.Count, Slot = asked.Slot });
        }

        var tier = page.Slots.Min(slot => slot.Tier) ?? RecommendationTier.Popular;
        if (request.Explain)
        {
            page = await pages.ExplainAsync(page, cached, view, cancellationToken);
        }

        meters.Recommended(tier, violations, clock.GetElapsedTime(started));
        return page;
    }

    public async Task<Explanation?> Explain(
        ProductId product, RecommendationRequest request, CancellationToken cancellationToken)
    {
        Refuse(request.Check());
        if (await FindView(cancellationToken) is not { } view)
        {
            return null;
        }

        var cached = await _cache.ReadAsync(view, request.LeastProfileVersion, cancellationToken);
        return await composer.ExplainAsync(product, _customer, cached, view, request, cancellationToken);
    }

    public async Task<ListPreview?> Preview(
        StoreSettings settings, RecommendationRequest request, CancellationToken cancellationToken)
    {
        Refuse(request.Check());
        if (await FindView(cancellationToken) is not { } view)
        {
            return null;
        }

        var cached = await _cache.ReadAsync(view, request.LeastProfileVersion, cancellationToken);
        return composer.Preview(settings, _customer, cached, view, request);
    }

    public async Task<RecommendationRecord?> Recall(
        RecommendationId recommendation, CancellationToken cancellationToken)
    {
        if (await FindView(cancellationToken) is not { } view)
        {
            return null;
        }

        // Other calls of this customer go on meanwhile: it touches nothing that they keep here.
        var profile = await GrainFactory.Customer(_store, _customer).GetProfile(cancellationToken);
        return await recall.FindAsync(_store, _customer, recommendation, view, profile.Version, cancellationToken);
    }

    /// <summary>Returns the customer's ranking, and what the customer will need again, of one profile version.</summary>
    private async Task<(CachedRanking Cached, ImmutableArray<ScoredProduct> BuyAgain)> ReadForPage(
        StoreView view, PageRequest request, CancellationToken cancellationToken)
    {
        for (var read = 1; ; read++)
        {
            var cached = await _cache.ReadAsync(view, request.LeastProfileVersion, cancellationToken);
            if (!request.Slots.Any(slot => slot.List == PageList.BuyAgain) || read > MaxReads)
            {
                return (cached, []);
            }

            var list = await ReadBuyAgain(cancellationToken);
            if (list is null || list.ProfileVersion == cached.ProfileVersion)
            {
                return (cached, [.. list?.Products.Select(due => new ScoredProduct(due.Product, due.Score)) ?? []]);
            }
        }
    }

    /// <summary>Returns null while nothing can be known of the customer.</summary>
    private async Task<BuyAgainList?> ReadBuyAgain(CancellationToken cancellationToken)
    {
        try
        {
            return await GrainFactory.Customer(_store, _customer)
                .GetBuyAgain(RecommendationRequest.MaxCount, cancellationToken);
        }
        catch (UnavailableException)
        {
            return null;
        }
    }

    private RankingCache NewCache() => new(
        GrainFactory.GetGrain<IRankedCustomer>(this.GetPrimaryKeyString()), pipeline, options.Value, clock);

    private void Record(
        RecommendationList list, string? slot, StoreRules rules, ExploredList? explored = null, ListOrigin? origin = null)
    {
        if (!_isForgotten)
        {
            shownLists.Record(_store, list, slot, rules, explored, origin);
        }
    }

    /// <summary>Returns the store to answer from, or null when this silo knows of none.</summary>
    private async ValueTask<StoreView?> FindView(CancellationToken cancellationToken)
    {
        await membership.EnsureAsync(cancellationToken);
        return (await replicas.GetCurrentAsync(_store, cancellationToken))?.View;
    }

    // Of a long result only the first page is looked at, as of any list.
    private static RecommendationList ToImpression(RankedList list) => new(
        list.RecommendationId,
        list.Customer,
        list.ProfileVersion,
        list.ModelVersion,
        list.CatalogVersion,
        list.Tier,
        [
            .. list.Products.Take(RecommendationRequest.MaxCount).Select(
                ranked => new RecommendedProduct(ranked.Product, ranked.Position, ranked.Score, [])),
        ]);

    private static void Refuse(ImmutableArray<FieldError> errors)
    {
        if (!errors.IsEmpty)
        {
            throw new ArgumentException(errors[0].ToString());
        }
    }
}
