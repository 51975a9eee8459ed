using Microsoft.Extensions.Options;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Privacy;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains.Recommendations;

/// <summary>Finds what a list was made of, as it was then, and notes what is not kept.</summary>
internal sealed class ReplaySources(
    IInteractionLog log,
    ICustomerMerges merges,
    IErasures erasures,
    ICatalogStore catalogs,
    IModelStore models,
    IModelLoader loader,
    RankingPipeline pipeline,
    IOptions<FeatureOptions> features,
    IOptions<RecommendationOptions> options)
{
    private const int BatchSize = 10_000;

    /// <param name="version">The customer's version now: less in the log than that means that some of it is gone.</param>
    /// <param name="obstacles">Takes what is not kept.</param>
    public async Task<RankingInput> FindCustomerAsync(
        StoreId store, Impression shown, long version, ISet<ReplayObstacle> obstacles, CancellationToken cancellationToken)
    {
        // A merge counts in a version too, so that its interactions cannot be told by their number.
        var merged = await merges.ReadAsync(store, shown.Customer, cancellationToken);
        var customer = new CustomerFeatures();
        if (merged.Any(merge => merge.Customer == shown.Customer))
        {
            obstacles.Add(ReplayObstacle.ProfileMerged);
            return customer.ToRankingInput(0);
        }

        var count = 0L;
        IReadOnlyList<LoggedInteraction> rows = [];
        do
        {
            var after = rows.Count == 0 ? 0 : rows[^1].Position;
            rows = await log.ReadCustomerAsync(store, shown.Customer, after, BatchSize, cancellationToken);
            foreach (var row in rows.Take((int)Math.Clamp(shown.ProfileVersion - count, 0, BatchSize)))
            {
                // A ranking reads nothing that the catalog has a part in.
                customer.Apply(row.Interaction, null, features.Value);
            }

            count += rows.Count;
        }
        while (rows.Count == BatchSize);

        if (count < Math.Max(version, shown.ProfileVersion))
        {
            obstacles.Add(ReplayObstacle.ProfileNotKept);
        }

        return customer.ToRankingInput(pipeline.Options.HistoryLength);
    }

    public async Task<SavedSettings> FindSettingsAsync(
        StoreId store, Impression shown, ISet<ReplayObstacle> obstacles, CancellationToken cancellationToken)
    {
        var found = await catalogs.FindSettingsAsync(store, shown.SettingsVersion, cancellationToken);
        if (found is null)
        {
            obstacles.Add(ReplayObstacle.SettingsNotKept);
        }

        return found ?? SavedSettings.None;
    }

    /// <summary>Returns the products of each of the versions.</summary>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<Product>>> FindProductsAsync(
        StoreId store, IEnumerable<long> versions, ISet<ReplayObstacle> obstacles, CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, IReadOnlyList<Product>>();
        foreach (var version in versions.Distinct())
        {
            if (await catalogs.FindProductsAsync(store, version, cancellationToken) is { } products)
            {
                found[version] = products;
            }
            else
            {
                obstacles.Add(ReplayObstacle.CatalogNotKept);
            }
        }

        return found;
    }

    /// <summary>Returns the model that the silo had then: null when it had none. The one that it has now is not loaded again.</summary>
    public async Task<ISequenceModel?> FindModelAsync(
        StoreId store,
        ModelVersion? version,
        ISequenceModel? now,
        ISet<ReplayObstacle> obstacles,
        CancellationToken cancellationToken)
    {
        if (version is null || version == now?.Version)
        {
            return version is null ? null : now;
        }

        try
        {
            using var stored = await models.OpenAsync(store, new(version.Value), cancellationToken);
            if (stored is not null)
            {
                return await loader.LoadAsync(stored, cancellationToken);
            }
        }
        catch (Exception error) when (error is ArtifactRefusedException or InvalidDataException)
        {
            // It does not verify: as good as gone.
        }

        obstacles.Add(ReplayObstacle.ModelNotKept);
        return null;
    }

    public Task<IReadOnlyList<LoggedInteraction>> ReadLogAsync(
        StoreId store, long afterPosition, int limit, CancellationToken cancellationToken) =>
        log.ReadAsync(store, afterPosition, limit, cancellationToken);

    /// <summary>Whether interactions that were counted when the list was shown were erased since.</summary>
    public Task<bool> HasErasedSinceAsync(StoreId store, Impression shown, CancellationToken cancellationToken) =>
        erasures.HasErasedSinceAsync(store, shown.ShownAt, cancellationToken);

    /// <summary>Whether the log has no more interactions than are counted again for one list.</summary>
    public async Task<bool> IsShortEnoughAsync(StoreId store, CancellationToken cancellationToken) =>
        await log.CountAsync(store, cancellationToken) <= options.Value.ReplayInteractions;
}
