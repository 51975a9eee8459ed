using SmartRetail.Contracts;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Rules;

namespace SmartRetail.Grains.Stores;

/// <summary>
/// Decides which settings a store may have. They lie beside its products, in the same transactions, so this grain keeps
/// nothing.
/// </summary>
[GrainType("store")]
internal sealed class StoreGrain(ICatalogStore catalogs) : Grain, IStoreGrain
{
    private StoreId Store => new(this.GetPrimaryKeyString());

    public Task<SavedSettings?> GetSettings(long? version, CancellationToken cancellationToken) =>
        catalogs.FindSettingsAsync(Store, version, cancellationToken);

    public async Task<SettingsOutcome> PutSettings(
        StoreSettings settings, long? expectedVersion, CancellationToken cancellationToken)
    {
        var errors = SettingsCheck.Check(settings);
        if (!errors.IsEmpty)
        {
            var current = await catalogs.FindSettingsAsync(Store, version: null, cancellationToken);
            return new(null, errors, current?.Version ?? 0, 0);
        }

        var change = await GrainFactory.GetGrain<ISettingsChanges>(this.GetPrimaryKeyString())
            .Save(settings, expectedVersion, cancellationToken);
        return change.IsSaved
            ? new(change.Newest, [], change.Newest.Version, change.CatalogVersion)
            : new(null, [], change.Newest.Version, 0);
    }
}
