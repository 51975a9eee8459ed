using System.Collections.Immutable;
using SmartRetail.Contracts.Audit;

namespace SmartRetail.Contracts.Access;

/// <summary>
/// The API keys of the cluster. The grain key is always "cluster": a key may be for all stores. What a command writes to the
/// database beside the grain is seen within a tenth of a second.
/// </summary>
[GrainInterfaceType("api-keys")]
[Alias("IApiKeysGrain")]
[Idempotent]
public interface IApiKeysGrain : IGrainWithStringKey
{
    /// <summary>Returns all keys, or null when there is nothing newer than what the caller knows.</summary>
    /// <param name="known">The version that the caller has; null to get any.</param>
    [Alias("Read"), ResponseTimeout("00:00:02")]
    Task<ApiKeyList?> Read(long? known = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps a key. One whose id is kept already stays as it is, so that a call whose answer was lost can be made again.
    /// Returns what is wrong with it; empty when it is kept.
    /// </summary>
    [Alias("Add"), ResponseTimeout("00:00:05"), Audited("key.create")]
    Task<ImmutableArray<FieldError>> Add(KeptApiKey key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps a key that opens what an older one does, which ends after the overlap. Returns the new key; null when the older
    /// one is not there, over, or replaced already.
    /// </summary>
    /// <param name="sha256">The hash of the new key.</param>
    /// <param name="by">The name of the key that asks for it.</param>
    [Alias("Rotate"), ResponseTimeout("00:00:05"), Audited("key.rotate")]
    Task<KeptApiKey?> Rotate(
        ApiKeyId older, ApiKeyId id, string sha256, TimeSpan overlap, string by, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends a key at once: every web process refuses it within a second. Returns false when there is none of this id.
    /// </summary>
    [Alias("Revoke"), ResponseTimeout("00:00:05"), Audited("key.revoke")]
    Task<bool> Revoke(ApiKeyId id, string by, CancellationToken cancellationToken = default);

    /// <summary>Notes that keys were used about now.</summary>
    [Alias("NoteUse"), ResponseTimeout("00:00:05")]
    Task NoteUse(ImmutableArray<ApiKeyId> keys, CancellationToken cancellationToken = default);
}
