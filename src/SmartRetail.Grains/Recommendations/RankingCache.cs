using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Grains.Customers;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains.Recommendations;

/// <summary>
/// The coherent cache of one customer's ranking: never one from before an acknowledged interaction. Used within its grain's
/// turns, but for <see cref="Find"/>.
/// </summary>
internal sealed class RankingCache(
    IRankedCustomer customer, RankingPipeline pipeline, RecommendationOptions options, TimeProvider clock)
{
    // Nothing is known of the customer while the database is away: then the list is what everybody buys.
    private static readonly RankingInput Unknown =
        new(0, [], ImmutableDictionary<ProductId, DateTimeOffset>.Empty, [], []);

    private CachedRanking? _cached;
    private Task<RankingInput?>? _reading;
    private long _leastVersion;

    /// <summary>Whether nothing of it may be answered any more. Guarded by a lock on this.</summary>
    public bool IsWithdrawn { get; set; }

    /// <inheritdoc cref="IRecommendationCache.Invalidate"/>
    public bool Invalidate(long profileVersion)
    {
        Volatile.Write(ref _leastVersion, Math.Max(_leastVersion, profileVersion));
        return _reading is not null || _cached?.ProfileVersion >= profileVersion;
    }

    /// <summary>
    /// Returns the cached ranking, or makes it when something has changed since. Where the customer cannot be read in time,
    /// an old ranking will do, unless the customer has done something since; without one, nothing is known.
    /// </summary>
    /// <param name="known">
    /// The newest profile version that the caller knows of. It is the caller's word: it counts for this call alone, and gives way
    /// to the customer's own, who may have been erased since.
    /// </param>
    public ValueTask<CachedRanking> ReadAsync(StoreView view, long known, CancellationToken cancellationToken) =>
        Find(view, known) is { } cached ? new(cached) : new(MakeAsync(view, known, cancellationToken));

    /// <summary>Returns the cached ranking if nothing has changed since it was made. From any thread.</summary>
    public CachedRanking? Find(StoreView view, long known) =>
        _cached is { } cached && IsFresh(cached, view) && cached.ProfileVersion >= known ? cached : null;

    private async Task<CachedRanking> MakeAsync(StoreView view, long known, CancellationToken cancellationToken)
    {
        var input = await ReadInput(known, cancellationToken);
        if (input is not null)
        {
            _cached = new(input, view.Model?.Version, view.Catalog.Rules, clock.GetTimestamp())
            {
                NewcomersOf = view.Newcomers.ChangedAt,
            };
        }

        return IsTrue(_cached) && (input is not null || HasAllOf(known))
            ? _cached!
            : new(Unknown, view.Model?.Version, view.Catalog.Rules, clock.GetTimestamp());
    }

    private bool IsFresh(CachedRanking cached, StoreView view) =>
        IsTrue(cached) &&
        cached.Candidates is not { LacksNetwork: true } &&
        cached.Model == view.Model?.Version &&
        ReferenceEquals(cached.Rules, view.Catalog.Rules) &&
        cached.NewcomersOf == view.Newcomers.ChangedAt &&
        clock.GetElapsedTime(cached.RankedAt) < options.CacheLifetime;

    // What was acknowledged since would have raised the version before.
    private bool IsTrue(CachedRanking? cached) => cached?.ProfileVersion >= Volatile.Read(ref _leastVersion);

    private bool HasAllOf(long known) => _cached?.ProfileVersion >= known;

    /// <summary>
    /// Reads what to rank with, as new as this call; null while nothing can be known of the customer, and where that takes
    /// longer than there is reason to wait.
    /// </summary>
    private async Task<RankingInput?> ReadInput(long known, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(
            IsTrue(_cached) ? options.RankingPatience : options.CustomerPatience, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        while (true)
        {
            // One that began before this call may have looked before what the caller knows of.
            var isOwn = _reading is null;

            // What an earlier call gave up waiting for is waited for again: a slow customer is asked once at a time.
            var reading = _reading ??= ReadCustomer();
            try
            {
                var input = await reading.WaitAsync(IsToBeWaitedFor(known) ? cancellationToken : ending.Token);
                if (input is null || (input.Version >= _leastVersion && (isOwn || input.Version >= known)))
                {
                    return input;
                }
            }
            catch (Exception error) when (
                !cancellationToken.IsCancellationRequested && (!reading.IsCompleted || MayGoWithout(error, known)))
            {
                if (!IsToBeWaitedFor(known))
                {
                    return null;
                }
            }
        }
    }

    // Of somebody who is known to have acted since, no list without it is answered: whoever asks is told to ask again.
    private bool IsToBeWaitedFor(long known) =>
        Math.Max(_leastVersion, known) > 0 && !(IsTrue(_cached) && HasAllOf(known));

    // A read that is lost, with a silo say, is of no matter while there is a ranking that is still true. A silo that cannot
    // find a grain cancels the call.
    private bool MayGoWithout(Exception error, long known) =>
        error is TimeoutException or OrleansException or OperationCanceledException && IsTrue(_cached) && HasAllOf(known);

    private async Task<RankingInput?> ReadCustomer()
    {
        // The field must be set before it can be cleared.
        await Task.Yield();
        try
        {
            return await customer.ReadForRanking(pipeline.Options.HistoryLength);
        }
        finally
        {
            _reading = null;
        }
    }
}
