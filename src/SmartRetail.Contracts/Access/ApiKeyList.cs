using System.Collections.Immutable;

namespace SmartRetail.Contracts.Access;

/// <summary>All keys that the cluster keeps, those that are over among them.</summary>
/// <param name="Version">Raised by every change but a use.</param>
[GenerateSerializer, Immutable, Alias("ApiKeyList")]
public sealed record ApiKeyList(
    [property: Id(0)] long Version, [property: Id(1)] ImmutableArray<KeptApiKey> Keys)
{
    public KeptApiKey? Find(ApiKeyId id) => Keys.FirstOrDefault(key => key.Id == id);

    /// <summary>
    /// Returns the key that takes an older one's place; null when there is none of that id, or another has its place. It lives
    /// as long as the older one was made for, not until the older one's end.
    /// </summary>
    public KeptApiKey? SuccessorOf(ApiKeyId older, ApiKeyId id, string sha256, DateTimeOffset now, string by) =>
        Find(older) is { } replaced && !Keys.Any(key => key.Replaces == older && key.Id != id)
            ? new(
                id,
                sha256,
                replaced.Grant with { ExpiresAt = now + (replaced.Grant.ExpiresAt - replaced.CreatedAt) },
                now,
                by,
                Replaces: older)
            : null;
}
