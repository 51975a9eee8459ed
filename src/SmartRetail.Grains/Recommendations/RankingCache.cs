using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Grains.Customers;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains.Recommendations;

/// <summary>
/// The coherent cache of one customer's ranking: never one from before an acknowledged interaction. Used within its grain's
/// turns.
/// </summary>
internal sealed class RankingCache(
    IRankedCustomer customer, RankingPipeline pipeline, RecommendationOptions options, TimeProvider clock)
{
    // Nothing is known of the customer while the database is away: then the list is what everybody buys.
    private static readonly RankingInput Unknown =
        new(0, [], ImmutableDictionary<ProductId, DateTimeOffset>.Empty, [], []);

    private CachedRanking? _cached;
    private long _leastVersion;
    private bool _isReading;

    /// <inheritdoc cref="IRecommendationCache.Invalidate"/>
    public bool Invalidate(long profileVersion)
    {
        _leastVersion = Math.Max(_leastVersion, profileVersion);
        return _isReading || _cached?.Input.Version >= profileVersion;
    }

    /// <summary>Returns the cached ranking, or makes it when something has changed since.</summary>
    public async Task<CachedRanking> ReadAsync(StoreView view, CancellationToken cancellationToken)
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
        clock.GetElapsedTime(cached.RankedAt) < options.CacheLifetime;

    /// <summary>Reads what to rank with; null while nothing can be known of the customer.</summary>
    private async Task<CachedRanking?> Read(StoreView view, CancellationToken cancellationToken)
    {
        var input = await customer.ReadForRanking(pipeline.Options.HistoryLength, cancellationToken);
        return input is null ? null : new(input, view.Model?.Version, view.Catalog.Rules, clock.GetTimestamp());
    }
}
