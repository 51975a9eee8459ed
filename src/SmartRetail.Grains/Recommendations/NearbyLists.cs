using System.Collections.Concurrent;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Grains.Attribution;
using SmartRetail.Grains.Operations;
using SmartRetail.Grains.Replicas;
using SmartRetail.Grains.Shadows;

namespace SmartRetail.Grains.Recommendations;

/// <summary>
/// The rankings of this silo's recommendation grains, for whoever is in the same process. An acknowledged interaction has raised
/// the least version of its customer's ranking before, and a change of the catalog its version; who reads later sees both.
/// </summary>
internal sealed class NearbyLists(
    StoreReplicas replicas,
    Membership membership,
    RecommendationIds ids,
    ShownLists shownLists,
    ShadowScoring shadows,
    ServingMeters meters,
    TimeProvider clock) : INearbyLists
{
    private readonly ConcurrentDictionary<(StoreId Store, CustomerId Customer), RankingCache> _rankings = new();

    /// <summary>A grain has come, which ranks for the customer from now on.</summary>
    public void Add(StoreId store, CustomerId customer, RankingCache ranking) => _rankings[(store, customer)] = ranking;

    /// <summary>Returns when nobody answers from the ranking, or records that they have, any more.</summary>
    public void Remove(StoreId store, CustomerId customer, RankingCache ranking)
    {
        _rankings.TryRemove(new((store, customer), ranking));
        lock (ranking)
        {
            ranking.IsWithdrawn = true;
        }
    }

    public RecommendationList? Find(StoreId store, CustomerId customer, RecommendationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var started = clock.GetTimestamp();
        if (!_rankings.TryGetValue((store, customer), out var ranking)
            || !membership.IsCertain
            || replicas.Find(store) is not { Lease.IsHeld: true } replica)
        {
            return null;
        }

        var view = replica.View;
        if (ranking.Find(view, request.LeastProfileVersion) is not { List: { } list } cached
            || list.Find(request, view, ids) is not { } composed)
        {
            return null;
        }

        // One answer at a time, and none is recorded of a customer who is erased meanwhile.
        lock (ranking)
        {
            if (ranking.IsWithdrawn)
            {
                return null;
            }

            shownLists.Record(store, composed.List, request.Slot, cached.Rules, composed.Explored, composed.Origin);
        }

        meters.Recommended(composed.List.Tier, composed.Violations, clock.GetElapsedTime(started));
        shadows.Offer(store, composed.List, cached, view, request);
        return composed.List;
    }
}
