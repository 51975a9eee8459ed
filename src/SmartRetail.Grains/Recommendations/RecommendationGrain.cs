using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Orleans.Placement;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Grains.Customers;
using SmartRetail.Grains.Operations;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Interactions;
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
    ReasonFinder reasons,
    IImpressionLog impressions,
    ServingMeters meters,
    IOptions<RecommendationOptions> options,
    TimeProvider clock) : Grain, IRecommendationGrain, IRecommendationCache
{
    // A change of the catalog can come between making a list and checking it, but hardly thrice.
    private const int MaxListings = 3;

    // Nothing is known of the customer while the database is away: then the list is what everybody buys.
    private static readonly RankingInput Unknown =
        new(0, [], ImmutableDictionary<ProductId, DateTimeOffset>.Empty, [], []);

    private readonly RecommendationOptions _options = options.Value;
    private StoreId _store;
    private CustomerId _customer;
    private CachedRanking? _cached;
    private long _leastVersion;
    private bool _isReading;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_store, _customer) = RetailGrains.ReadCustomerKey(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public Task<bool> Invalidate(long profileVersion)
    {
        _leastVersion = Math.Max(_leastVersion, profileVersion);
        return Task.FromResult(_isReading || _cached?.Input.Version >= profileVersion);
    }

    public async Task<RecommendationList> Recommend(
        RecommendationRequest request, CancellationToken cancellationToken)
    {
        var errors = request.Check();
        if (!errors.IsEmpty)
        {
            throw new ArgumentException(errors[0].ToString(), nameof(request));
        }

        var started = clock.GetTimestamp();
        await membership.EnsureAsync(cancellationToken);
        if (await replicas.GetCurrentAsync(_store, cancellationToken) is not { } replica)
        {
            return Empty();
        }

        var view = replica.View;
        var cached = await ReadRanking(view, cancellationToken);
        var (list, violations) = AnswerChecked(cached, view, request);
        meters.Recommended(list.Tier, violations, clock.GetElapsedTime(started));
        impressions.Record(_store, list, request.Slot, clock.GetUtcNow());
        return list;
    }

    public async Task<RankedList> Rank(RankRequest request, CancellationToken cancellationToken)
    {
        var errors = request.Check();
        if (!errors.IsEmpty)
        {
            throw new ArgumentException(errors[0].ToString(), nameof(request));
        }

        var started = clock.GetTimestamp();
        await membership.EnsureAsync(cancellationToken);
        if (await replicas.GetCurrentAsync(_store, cancellationToken) is not { } replica)
        {
            return new(
                NewId(), _customer, 0, null, 0, RecommendationTier.Popular, [], [.. request.Products.Distinct()]);
        }

        var view = replica.View;
        var cached = await ReadRanking(view, cancellationToken);
        cached.Scores ??= CustomerScores.Of(cached.Input, view, pipeline);
        var catalogVersion = view.Catalog.Version;
        var (ranked, unknown) = cached.Scores.Rank(request.Products, view.Catalog, request.Drop);
        var list = new RankedList(
            NewId(), _customer, cached.Input.Version, cached.Scores.Model, catalogVersion, TierFor(cached.Scores.Tier),
            ranked, unknown);
        meters.Recommended(list.Tier, 0, clock.GetElapsedTime(started));
        impressions.Record(_store, ToImpression(list), request.Slot, clock.GetUtcNow());
        return list;
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

    /// <summary>Returns the cached ranking, or makes it when something has changed since.</summary>
    private async Task<CachedRanking> ReadRanking(StoreView view, CancellationToken cancellationToken)
    {
        if (_cached is null || !IsFresh(_cached, view))
        {
            // While the database is away an old ranking will do, unless the customer has done something since.
            _isReading = true;
            try
            {
                _cached = await Read(view, cancellationToken)
                    ?? (_cached?.Input.Version >= _leastVersion ? _cached : null);
            }
            finally
            {
                _isReading = false;
            }
        }

        return _cached ?? new(Unknown, view.Model?.Version, view.Catalog.Rules, clock.GetTimestamp());
    }

    private bool IsFresh(CachedRanking cached, StoreView view) =>
        cached.Input.Version >= _leastVersion &&
        cached.Model == view.Model?.Version &&
        ReferenceEquals(cached.Rules, view.Catalog.Rules) &&
        clock.GetElapsedTime(cached.RankedAt) < _options.CacheLifetime;

    /// <summary>Reads what to rank with; null while nothing can be known of the customer.</summary>
    private async Task<CachedRanking?> Read(StoreView view, CancellationToken cancellationToken)
    {
        var input = await GrainFactory.GetGrain<IRankedCustomer>(this.GetPrimaryKeyString())
            .ReadForRanking(pipeline.Options.HistoryLength, cancellationToken);
        return input is null ? null : new(input, view.Model?.Version, view.Catalog.Rules, clock.GetTimestamp());
    }

    private RankedCandidates RankCandidates(CachedRanking cached, StoreView view) => pipeline.Rank(
        cached.Input, view, pipeline.FilterFor(cached.Input, view, new()), _options.Candidates);

    /// <summary>
    /// Returns a list of which every product, read once more under the rules that hold then, may be shown; and how many
    /// of it had to be taken out at last, which is a fault when it is not 0.
    /// </summary>
    private (RecommendationList List, int Violations) AnswerChecked(
        CachedRanking cached, StoreView view, RecommendationRequest request)
    {
        for (var listing = 1; ; listing++)
        {
            // Read first: the list then holds at least this version, though a change comes while it is made.
            var catalogVersion = view.Catalog.Version;
            var filter = pipeline.FilterFor(cached.Input, view, request);
            var list = Answer(cached, view, filter, request, catalogVersion);
            filter = filter with { Rules = view.Catalog.Rules };
            var violations = list.Products.Count(shown => filter.Find(shown.Product) is null);
            if (violations == 0)
            {
                return (list, 0);
            }

            if (listing == MaxListings)
            {
                var allowed = list.Products.Where(shown => filter.Find(shown.Product) is not null);
                return (list with { Products = [.. allowed.Select((shown, at) => shown with { Position = at + 1 })] }, violations);
            }
        }
    }

    private RecommendationList Answer(
        CachedRanking cached, StoreView view, ProductFilter filter, RecommendationRequest request, long catalogVersion)
    {
        // A kept ranking knows of no request: where scores depend on it, it is ranked for this one.
        var candidates = filter.Rules.ScoresReadContext
            ? pipeline.Rank(cached.Input, view, filter, _options.Candidates)
            : cached.Candidates ??= RankCandidates(cached, view);
        candidates = pipeline.List(candidates, cached.Input, view, filter, request);
        var shown = candidates.Products;
        var why = request.Explain
            ? reasons.Find([.. shown.Select(scored => scored.Product)], cached.Input, view)
            : [];
        return new(
            NewId(),
            _customer,
            cached.Input.Version,
            candidates.Model,
            catalogVersion,
            TierFor(candidates.Tier),
            [
                .. shown.Select((scored, at) => new RecommendedProduct(
                    scored.Product, at + 1, scored.Score, request.Explain ? why[at] : [])),
            ]);
    }

    private RecommendationList Empty() => new(NewId(), _customer, 0, null, 0, RecommendationTier.Popular, []);

    private RecommendationId NewId() => new(Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));

    // Of somebody who has not said who they are a model knows this visit, and no more.
    private RecommendationTier TierFor(RecommendationTier tier) =>
        tier == RecommendationTier.Personal && _customer.IsAnonymous ? RecommendationTier.Session : tier;

    /// <summary>What is known of the customer, and what was made of it so far.</summary>
    private sealed class CachedRanking(RankingInput input, ModelVersion? model, StoreRules rules, long rankedAt)
    {
        public RankingInput Input => input;

        public ModelVersion? Model => model;

        public StoreRules Rules => rules;

        public long RankedAt => rankedAt;

        public RankedCandidates? Candidates { get; set; }

        /// <summary>
        /// Of all products. Only kept of customers whose pages are put in order: a float a product is much for all others.
        /// </summary>
        public CustomerScores? Scores { get; set; }
    }
}
