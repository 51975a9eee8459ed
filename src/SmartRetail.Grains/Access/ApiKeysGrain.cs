using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Access;
using SmartRetail.Grains.Faults;
using SmartRetail.Recommender.Access;

namespace SmartRetail.Grains.Access;

/// <summary>
/// Hands the kept keys to the web processes, which ask several times a second. The database has the keys; the grain holds what
/// it has read of them last, so that nobody is locked out while the database is away.
/// </summary>
[GrainType("api-keys")]
internal sealed class ApiKeysGrain(IApiKeys keys, TimeProvider clock) : Grain, IApiKeysGrain
{
    // Commands write beside the grain; a row is read to notice.
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(100);

    private ApiKeyList? _list;
    private long _readAt;

    public async Task<ApiKeyList?> Read(long? known, CancellationToken cancellationToken)
    {
        var list = await ReadNewest(cancellationToken);
        return list.Version == known ? null : list;
    }

    public async Task<ImmutableArray<FieldError>> Add(KeptApiKey key, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var errors = ApiKeyRules.Check(key.Grant, now);
        if (!errors.IsEmpty)
        {
            return errors;
        }

        var list = await ReadNewest(cancellationToken);
        if (list.Keys.Count(other => other.IsInForce(now)) >= ApiKeyRules.MaxKeys)
        {
            return [new("name", $"is one too many: {ApiKeyRules.MaxKeys} keys are in force; revoke one first")];
        }

        await keys.AddAsync(key with { CreatedAt = now }, cancellationToken);
        _list = null;
        return [];
    }

    public async Task<KeptApiKey?> Rotate(
        ApiKeyId older, ApiKeyId id, string sha256, TimeSpan overlap, string by, CancellationToken cancellationToken)
    {
        if (overlap < TimeSpan.Zero || overlap > ApiKeyRules.MaxOverlap)
        {
            throw new ArgumentOutOfRangeException(
                nameof(overlap), overlap, $"must be from 0 to {ApiKeyRules.MaxOverlap.TotalDays} days");
        }

        var now = clock.GetUtcNow();
        var list = await ReadNewest(cancellationToken);
        if (list.SuccessorOf(older, id, sha256, now, by) is not { } successor)
        {
            return null;
        }

        var isDone = await keys.ReplaceAsync(successor, now + overlap, cancellationToken);
        _list = null;
        return isDone ? successor : null;
    }

    public async Task<bool> Revoke(ApiKeyId id, string by, CancellationToken cancellationToken)
    {
        var isThere = await keys.RevokeAsync(id, by, cancellationToken);
        _list = null;
        return isThere;
    }

    public Task NoteUse(ImmutableArray<ApiKeyId> used, CancellationToken cancellationToken) =>
        keys.NoteUseAsync(used, cancellationToken);

    private async Task<ApiKeyList> ReadNewest(CancellationToken cancellationToken)
    {
        if (_list is not null && clock.GetElapsedTime(_readAt) < Fresh)
        {
            return _list;
        }

        var readAt = clock.GetTimestamp();
        try
        {
            if (_list is null || await keys.GetVersionAsync(cancellationToken) != _list.Version)
            {
                _list = await keys.ListAsync(cancellationToken);
            }
        }
        catch (Exception error) when (_list is not null && Outage.Is(error))
        {
            // A revocation is written there too; and locking everybody out would help nobody.
            return _list;
        }

        _readAt = readAt;
        return _list;
    }
}
