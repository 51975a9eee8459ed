using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Exploration;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Replay;

/// <summary>
/// Ranks a list that was shown once again, from all that it was made of then: with the code that made it, at the time that it was
/// made.
/// </summary>
/// <param name="kept">How many candidates a silo keeps.</param>
public sealed class ListReplay(RankingOptions options, int kept)
{
    /// <summary>Returns the list; null when the log has not got all that was counted then.</summary>
    /// <param name="input">The customer as of the list's version.</param>
    /// <param name="productsAt">The products as of a version of the catalog.</param>
    public async Task<ExploredList?> RankAsync(
        Impression shown,
        RankingInput input,
        SavedSettings settings,
        ISequenceModel? model,
        Func<long, IReadOnlyList<Product>> productsAt,
        ReplayedCounts counts)
    {
        if (shown.Origin is not { Ranked: { } ranked, Listed: { } listed, Request: var request })
        {
            throw new ArgumentException($"list {shown.RecommendationId} has no known origin", nameof(shown));
        }

        var clock = new ReplayClock(ranked.At);
        var pipeline = new RankingPipeline(options, clock);
        var catalog = CatalogAt(ranked.Catalog);
        var store = new StoreView(catalog, counts.Counts, model)
        {
            Newcomers = ranked.Newcomers < 0 ? Newcomers.None : Newcomers.None.Update(CatalogAt(ranked.Newcomers), model),
        };
        if (!await counts.ReachAsync(ranked))
        {
            return null;
        }

        var filter = pipeline.FilterFor(input, store, request);
        var candidates = await pipeline.RankAsync(input, store, pipeline.CandidateFilter(input, store, filter), kept);
        clock.Now = listed.At;
        catalog.Load(ContentAt(listed.Catalog));
        if (!await counts.ReachAsync(listed))
        {
            return null;
        }

        filter = pipeline.FilterFor(input, store, request);
        var list = (await pipeline.ListAsync(candidates, input, store, filter, request)).Products;
        return shown.Seed is { } seed
            ? ListExplorer.Explore(list, new(shown.Origin.Tried), filter, request.Slot, (ulong)seed)
            : ExploredList.Unchanged(list);

        CatalogReplica CatalogAt(long version)
        {
            var replica = new CatalogReplica();
            replica.Load(ContentAt(version));
            return replica;
        }

        CatalogContent ContentAt(long version) => new(version, productsAt(version)) { Settings = settings };
    }
}
