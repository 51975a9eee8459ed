using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Catalog;

namespace SmartRetail.Grains.Stores;

/// <summary>
/// The catalog grain as the store grain sees it, same key: what holds in every silo changes in one order, products and
/// settings alike.
/// </summary>
[GrainInterfaceType("settings-changes")]
[Alias("ISettingsChanges")]
internal interface ISettingsChanges : IGrainWithStringKey
{
    /// <summary>Saves settings that were checked, and returns when they hold in every silo.</summary>
    [Alias("Save"), ResponseTimeout("00:00:04")]
    Task<SettingsChange> Save(StoreSettings settings, long? expectedVersion, CancellationToken cancellationToken = default);
}
