using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Rules;

namespace SmartRetail.UnitTests.Api;

/// <summary>Keeps a store's settings in memory, checked as the real grain checks them.</summary>
internal sealed class InMemoryStore : IStoreGrain
{
    private SavedSettings _newest = SavedSettings.None;

    public Task<SavedSettings?> GetSettings(long? version = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(version is null || version == _newest.Version ? _newest : null);

    public Task<SettingsOutcome> PutSettings(
        StoreSettings settings, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        var errors = SettingsCheck.Check(settings);
        if (!errors.IsEmpty || (expectedVersion is { } expected && expected != _newest.Version))
        {
            return Task.FromResult(new SettingsOutcome(null, errors, _newest.Version, 0));
        }

        _newest = new(_newest.Version + 1, DateTimeOffset.UnixEpoch, settings);
        return Task.FromResult(new SettingsOutcome(_newest, [], _newest.Version, 1));
    }
}
