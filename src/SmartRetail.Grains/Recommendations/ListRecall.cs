using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains.Recommendations;

/// <summary>
/// Finds a list as it was shown once, and finds out what of all that it was ranked from is not there any more: it says so, and
/// ranks nothing from what is there now.
/// </summary>
internal sealed class ListRecall(
    IImpressionLog impressions, IInteractionLog log, ICustomerMerges merges, ICatalogStore catalogs, IModelStore models)
{
    private const int BatchSize = 10_000;

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
            await FindObstacles(store, shown, view, Math.Max(version, shown.ProfileVersion), cancellationToken));
    }

    private async Task<ImmutableArray<ReplayObstacle>> FindObstacles(
        StoreId store, Impression shown, StoreView view, long version, CancellationToken cancellationToken)
    {
        var obstacles = ImmutableArray.CreateBuilder<ReplayObstacle>();
        obstacles.Add(ReplayObstacle.CountsNotKept);
        obstacles.Add(ReplayObstacle.RequestNotKept);
        if (view.Catalog.Version != shown.CatalogVersion)
        {
            obstacles.Add(ReplayObstacle.CatalogChanged);
        }

        if (await catalogs.FindSettingsAsync(store, shown.SettingsVersion, cancellationToken) is null)
        {
            obstacles.Add(ReplayObstacle.SettingsNotKept);
        }

        if (shown.ModelVersion is { } model && model != view.Model?.Version
            && !await IsKept(store, model, cancellationToken))
        {
            obstacles.Add(ReplayObstacle.ModelNotKept);
        }

        // A merge counts in a version too, so that its interactions cannot be told by their number.
        var merged = await merges.ReadAsync(store, shown.Customer, cancellationToken);
        if (merged.Any(merge => merge.Customer == shown.Customer))
        {
            obstacles.Add(ReplayObstacle.ProfileMerged);
        }
        else if (await CountInteractions(store, shown.Customer, cancellationToken) < version)
        {
            obstacles.Add(ReplayObstacle.ProfileNotKept);
        }

        return obstacles.ToImmutable();
    }

    private async Task<bool> IsKept(StoreId store, ModelVersion model, CancellationToken cancellationToken)
    {
        try
        {
            return await models.OpenAsync(store, model, cancellationToken) is not null;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private async Task<long> CountInteractions(StoreId store, CustomerId customer, CancellationToken cancellationToken)
    {
        var count = 0L;
        IReadOnlyList<LoggedInteraction> rows = [];
        do
        {
            var after = rows.Count == 0 ? 0 : rows[^1].Position;
            rows = await log.ReadCustomerAsync(store, customer, after, BatchSize, cancellationToken);
            count += rows.Count;
        }
        while (rows.Count == BatchSize);

        return count;
    }
}
