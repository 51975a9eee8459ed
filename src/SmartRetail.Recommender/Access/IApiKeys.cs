using SmartRetail.Contracts.Access;

namespace SmartRetail.Recommender.Access;

/// <summary>The keys that the cluster keeps. Several processes may change them: each change is whole, and raises the version.</summary>
public interface IApiKeys
{
    /// <summary>Returns the version of the newest change; 0 before the first.</summary>
    Task<long> GetVersionAsync(CancellationToken cancellationToken = default);

    Task<ApiKeyList> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds a key; one whose id is there stays as it is.</summary>
    Task AddAsync(KeptApiKey key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds a key in place of an older one, and lets the older one end at a time, unless it ends before. Returns false, and
    /// does nothing, when the older one is not there or over.
    /// </summary>
    Task<bool> ReplaceAsync(KeptApiKey successor, DateTimeOffset olderEnds, CancellationToken cancellationToken = default);

    /// <summary>Ends a key now; returns false when there is none of this id.</summary>
    Task<bool> RevokeAsync(ApiKeyId key, string by, CancellationToken cancellationToken = default);

    /// <summary>Notes that keys were used now. Raises no version.</summary>
    Task NoteUseAsync(IReadOnlyCollection<ApiKeyId> keys, CancellationToken cancellationToken = default);
}
