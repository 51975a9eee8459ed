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
        if (_cached is null || !IsFresh(_cached, view))
        {
            // While the database is away an old ranking will do, unless the customer has done something since.
            _isReading = true;
            try
            {
                _cached = await Rank(view, cancellationToken)
                    ?? (_cached?.Input.Version >= _leastVersion ? _cached : null);
            }
            finally
            {
                _isReading = false;
            }
        }

        var (list, violations) = AnswerChecked(_cached ?? Rank(Unknown, view), view, request);
        meters.Recommended(list.Tier, violations, clock.GetElapsedTime(started));
        impressions.Record(_store, list, request.Slot, clock.GetUtcNow());
        return list;
    }

    private bool IsFresh(CachedRanking cached, StoreView view) =>
        cached.Input.Version >= _leastVersion &&
        cached.Model == view.Model?.Version &&
        clock.GetElapsedTime(cached.RankedAt) < _options.CacheLifetime;

    /// <summary>Ranks for the customer; null while nothing can be known of them.</summary>
    private async Task<CachedRanking?> Rank(StoreView view, CancellationToken cancellationToken)
    {
        var input = await GrainFactory.GetGrain<IRankedCustomer>(this.GetPrimaryKeyString())
            .ReadForRanking(pipeline.Options.HistoryLength, cancellationToken);
        return input is null ? null : Rank(input, view);
    }

    private CachedRanking Rank(RankingInput input, StoreView view)
    {
        var filter = pipeline.FilterFor(input, view, new());
        return new(
            input, view.Model?.Version, pipeline.Rank(input, view, filter, _options.Candidates), clock.GetTimestamp());
    }

    /// <summary>
    /// Returns a list of which every product, read once more, may be shown; and how many of it may not, which is a fault
    /// when it is not 0.
    /// </summary>
    private (RecommendationList List, int Violations) AnswerChecked(
        CachedRanking cached, StoreView view, RecommendationRequest request)
    {
        for (var listing = 1; ; listing++)
        {
            var list = Answer(cached, view, request);
            var violations = list.Products.Count(shown => view.Catalog.Find(shown.Product) is not { IsBuyable: true });
            if (violations == 0 || listing == MaxListings)
            {
                return (list, violations);
            }
        }
    }

    private RecommendationList Answer(CachedRanking cached, StoreView view, RecommendationRequest request)
    {
        // Read first: the list then holds at least this version, though a change comes while it is made.
        var catalogVersion = view.Catalog.Version;
        var filter = pipeline.FilterFor(cached.Input, view, request);
        var candidates = cached.Candidates;
        var shown = candidates.Products.Where(scored => filter.Find(scored.Product) is not null)
            .Take(request.Count).ToImmutableArray();
        if (shown.Length < request.Count)
        {
            // A narrow filter, or much was sold out since: rank again with the filter inside the scan.
            candidates = pipeline.Rank(cached.Input, view, filter, request.Count);
            shown = candidates.Products;
        }

        var why = request.Explain
            ? reasons.Find([.. shown.Select(scored => scored.Product)], cached.Input, view)
            : [];
        return new(
            new(Guid.CreateVersion7(clock.GetUtcNow()).ToString("N")),
            _customer,
            cached.Input.Version,
            candidates.Model,
            catalogVersion,
            candidates.Tier,
            [
                .. shown.Select((scored, at) => new RecommendedProduct(
                    scored.Product, at + 1, scored.Score, request.Explain ? why[at] : [])),
            ]);
    }

    private RecommendationList Empty() =>
        new(
            new(Guid.CreateVersion7(clock.GetUtcNow()).ToString("N")), _customer, 0, null, 0,
            RecommendationTier.Popular, []);

    private sealed record CachedRanking(
        RankingInput Input, ModelVersion? Model, RankedCandidates Candidates, long RankedAt);
}
