using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Conduct;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Replay;

namespace SmartRetail.Grains.Recommendations;

/// <summary>
/// Finds a list as it was shown once, and ranks it again from what it was made of then. Where that is not kept it says so, and
/// ranks nothing from what is there now. One list at a time in a silo: a replay counts the store's log again.
/// </summary>
internal sealed class ListRecall(
    IImpressionLog impressions,
    ReplaySources sources,
    RankingPipeline pipeline,
    IOptions<LiveCountOptions> counts,
    IOptions<ConductOptions> conduct,
    IOptions<RecommendationOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(1);

    /// <summary>Returns null when no list of the customer is recorded under the id.</summary>
    /// <param name="version">The customer's version now.</param>
    public async Task<RecommendationRecord?> FindAsync(
        StoreId store,
        CustomerId customer,
        RecommendationId recommendation,
        StoreView view,
        long version,
        CancellationToken cancellationToken)
    {
        if (await impressions.FindAsync(store, recommendation, cancellationToken) is not { } shown
            || shown.Customer != customer)
        {
            return null;
        }

        var obstacles = new SortedSet<ReplayObstacle>();
        var replay = await ReplayAsync(store, shown, view, version, obstacles, cancellationToken);
        return new(
            shown.RecommendationId,
            shown.Customer,
            shown.ShownAt,
            shown.Slot,
            shown.Tier,
            shown.ProfileVersion,
            shown.ModelVersion,
            shown.CatalogVersion,
            shown.SettingsVersion,
            shown.Seed,
            [
                .. shown.Products.Select((each, at) =>
                    new RecordedProduct(each.Product, at + 1, each.Propensity, each.IsExplored)),
            ],
            [.. obstacles],
            replay);
    }

    public void Dispose() => _free.Dispose();

    private async Task<ReplayedList?> ReplayAsync(
        StoreId store,
        Impression shown,
        StoreView view,
        long version,
        SortedSet<ReplayObstacle> obstacles,
        CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            // Not on the grain's thread: ranking and counting would keep its customer waiting.
            var ranked = await Task.Run(
                () => RankAsync(store, shown, view, version, obstacles, cancellationToken), cancellationToken);
            return obstacles.Count == 0 && ranked is not null ? Compare(ranked.Value, shown) : null;
        }
        finally
        {
            _free.Release();
        }
    }

    private async Task<ImmutableArray<ScoredProduct>?> RankAsync(
        StoreId store,
        Impression shown,
        StoreView view,
        long version,
        SortedSet<ReplayObstacle> obstacles,
        CancellationToken cancellationToken)
    {
        var input = await sources.FindCustomerAsync(store, shown, version, obstacles, cancellationToken);
        var settings = await sources.FindSettingsAsync(store, shown, obstacles, cancellationToken);
        if (shown.Origin is not { Ranked: { } ranked, Listed: { } listed })
        {
            obstacles.Add(shown.Origin is null ? ReplayObstacle.RequestNotKept : ReplayObstacle.ChangedMeanwhile);
            return null;
        }

        var products = await sources.FindProductsAsync(
            store,
            ((long[])[ranked.Catalog, listed.Catalog, ranked.Newcomers]).Where(of => of >= 0),
            obstacles,
            cancellationToken);
        if (await sources.HasErasedSinceAsync(store, shown, cancellationToken))
        {
            obstacles.Add(ReplayObstacle.CountsNotKept);
        }

        if (!await sources.IsShortEnoughAsync(store, cancellationToken))
        {
            obstacles.Add(ReplayObstacle.LogTooLong);
        }

        var model = await sources.FindModelAsync(store, ranked.Model, view.Model, obstacles, cancellationToken);
        if (obstacles.Count > 0)
        {
            return null;
        }

        using var counted = new ReplayedCounts(
            counts.Value,
            conduct.Value,
            ranked.At,
            (after, limit) => sources.ReadLogAsync(store, after, limit, cancellationToken));
        var list = await new ListReplay(pipeline.Options, options.Value.Candidates)
            .RankAsync(shown, input, settings, model, of => products[of], counted);
        if (list is null)
        {
            obstacles.Add(ReplayObstacle.CountsNotKept);
        }

        return list?.Products;
    }

    private static ReplayedList Compare(ImmutableArray<ScoredProduct> ranked, Impression shown) => new(
        [
            .. ranked.Select((scored, at) => new ReplayedProduct(
                scored.Product,
                at + 1,
                scored.Score,
                at < shown.Products.Length && shown.Products[at].Product == scored.Product)),
        ])
    {
        IsSame = ranked.Select(scored => scored.Product).SequenceEqual(shown.Products.Select(each => each.Product)),
    };
}
