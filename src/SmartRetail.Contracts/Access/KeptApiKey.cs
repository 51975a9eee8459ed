namespace SmartRetail.Contracts.Access;

/// <summary>A key as the cluster keeps it: what it opens, and a hash to know it by.</summary>
/// <param name="Sha256">Of the key's UTF-8 bytes, as 64 hexadecimal digits.</param>
/// <param name="By">The name of the key, or the command, that made it.</param>
/// <param name="LastUsedAt">To a minute or so; null while it was never used.</param>
/// <param name="Replaces">The key that this one was made in place of; null for a key of its own.</param>
[GenerateSerializer, Immutable, Alias("KeptApiKey")]
public sealed record KeptApiKey(
    [property: Id(0)] ApiKeyId Id,
    [property: Id(1)] string Sha256,
    [property: Id(2)] ApiKeyGrant Grant,
    [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] string By,
    [property: Id(5)] DateTimeOffset? RevokedAt = null,
    [property: Id(6)] DateTimeOffset? LastUsedAt = null,
    [property: Id(7)] ApiKeyId? Replaces = null)
{
    /// <summary>For people: what the key is, without the hash.</summary>
    public override string ToString() =>
        $"{Id} ({Grant.Name}: {string.Join(", ", Grant.Scopes.Select(scope => scope.ToText()))} for {string.Join(", ", Grant.Stores)})";

    public bool IsInForce(DateTimeOffset now) => RevokedAt is null && !(Grant.ExpiresAt <= now);
}
