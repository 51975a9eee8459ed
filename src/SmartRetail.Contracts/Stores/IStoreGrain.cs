using SmartRetail.Contracts.Audit;

namespace SmartRetail.Contracts.Stores;

/// <summary>One store's settings. A change is acknowledged when it holds in every silo.</summary>
[GrainInterfaceType("store")]
[Alias("IStoreGrain")]
[Idempotent]
public interface IStoreGrain : IGrainWithStringKey
{
    /// <summary>
    /// Returns the settings of a version, or the newest without one; null when that version is not kept.
    /// </summary>
    [Alias("GetSettings"), ResponseTimeout("00:00:03")]
    Task<SavedSettings?> GetSettings(long? version = null, CancellationToken cancellationToken = default);

    /// <summary>Replaces the settings as a whole, unless they break a bound or the newest version is not the expected one.</summary>
    /// <param name="expectedVersion">The version that the change was made from; null to replace any.</param>
    [Alias("PutSettings"), ResponseTimeout("00:00:04"), Audited("settings.change", Subject = -1)]
    Task<SettingsOutcome> PutSettings(
        StoreSettings settings, long? expectedVersion = null, CancellationToken cancellationToken = default);
}
