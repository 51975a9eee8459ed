using System.Collections.Immutable;
using SmartRetail.Contracts;

namespace SmartRetail.UnitTests.Api;

/// <summary>Keeps keys in memory, in the order in which they came.</summary>
internal sealed class InMemoryApiKeys : IApiKeysGrain
{
    private readonly Lock _changing = new();
    private ApiKeyList _list = new(0, []);

    public Task<ApiKeyList?> Read(long? known = null, CancellationToken cancellationToken = default)
    {
        lock (_changing)
        {
            return Task.FromResult(known == _list.Version ? null : _list);
        }
    }

    public Task<ImmutableArray<FieldError>> Add(KeptApiKey key, CancellationToken cancellationToken = default)
    {
        Change(keys => keys.Add(key));
        return Task.FromResult<ImmutableArray<FieldError>>([]);
    }

    public Task<KeptApiKey?> Rotate(
        ApiKeyId older, ApiKeyId id, string sha256, TimeSpan overlap, string by, CancellationToken cancellationToken = default)
    {
        var now = TimeProvider.System.GetUtcNow();
        var successor = _list.SuccessorOf(older, id, sha256, now, by);
        if (successor is not null)
        {
            Change(keys =>
            [
                .. keys.Select(key => key.Id == older ? key with { Grant = key.Grant with { ExpiresAt = now + overlap } } : key),
                successor,
            ]);
        }

        return Task.FromResult(successor);
    }

    public Task<bool> Revoke(ApiKeyId id, string by, CancellationToken cancellationToken = default)
    {
        var now = TimeProvider.System.GetUtcNow();
        Change(keys => [.. keys.Select(key => key.Id == id ? key with { RevokedAt = key.RevokedAt ?? now } : key)]);
        return Task.FromResult(_list.Find(id) is not null);
    }

    public Task NoteUse(ImmutableArray<ApiKeyId> keys, CancellationToken cancellationToken = default) => Task.CompletedTask;

    private void Change(Func<ImmutableArray<KeptApiKey>, ImmutableArray<KeptApiKey>> change)
    {
        lock (_changing)
        {
            _list = new(_list.Version + 1, change(_list.Keys));
        }
    }
}
