using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Client.Keys;

/// <summary>A key to make.</summary>
internal sealed record KeyBody(
    [property: Required, Description("What logs and the audit trail call its holder.")]
    string? Name,
    [property: Required, Description("The stores it is for; \"*\" alone means all.")]
    ImmutableArray<string>? Stores,
    [property: Required, Description("What it may do: recommend, record, catalog, train, operate, privacy.")]
    ImmutableArray<string>? Scopes,
    [property: Description("Whose pages may carry it, such as https://shop.example. Makes it a public key: for one store, and for record and recommend alone.")]
    ImmutableArray<string>? Origins = null,
    [property: Description("The product attributes that a public key may read. Default: none.")]
    ImmutableArray<string>? PublicAttributes = null,
    [property: Description("The most requests a minute; of a public key, from each address. Default: no limit; 1,200 for a public key.")]
    int? RequestsPerMinute = null,
    [property: Description("The most requests under way at a time. Default: no limit.")]
    int? MaxConcurrent = null,
    [property: Description("When it ends by itself. Default: never.")]
    DateTimeOffset? ExpiresAt = null);

/// <summary>How a key is to be replaced.</summary>
internal sealed record KeyRotationBody(
    [property: Description("How long the older key goes on opening, in minutes; at most 43,200 (30 days). Default: 60.")]
    int? OverlapMinutes = null);

/// <summary>A new key, shown this once: nobody can find it again.</summary>
internal sealed record IssuedKeyAnswer(
    [property: Description("What to send as 'Authorization: Bearer KEY'.")]
    string Secret,
    KeyAnswer Key);

/// <summary>A key as it is kept: not the key itself.</summary>
internal sealed record KeyAnswer(
    string Id,
    string Name,
    [property: Description("InForce, Expired or Revoked.")]
    string State,
    ImmutableArray<string> Stores,
    ImmutableArray<string> Scopes,
    ImmutableArray<string> Origins,
    ImmutableArray<string> PublicAttributes,
    int? RequestsPerMinute,
    int? MaxConcurrent,
    DateTimeOffset CreatedAt,
    [property: Description("The key, or the command, that made it.")]
    string CreatedBy,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    [property: Description("To a minute or so; null while it was never used.")]
    DateTimeOffset? LastUsedAt,
    [property: Description("The key that this one was made in place of.")]
    string? Replaces)
{
    public static KeyAnswer From(KeptApiKey key, DateTimeOffset now) => new(
        key.Id.Value,
        key.Grant.Name,
        key.RevokedAt is not null ? "Revoked" : key.IsInForce(now) ? "InForce" : "Expired",
        key.Grant.Stores,
        [.. key.Grant.Scopes.Select(scope => scope.ToText())],
        key.Grant.Origins,
        key.Grant.PublicAttributes,
        key.Grant.RequestsPerMinute,
        key.Grant.MaxConcurrent,
        key.CreatedAt,
        key.By,
        key.Grant.ExpiresAt,
        key.RevokedAt,
        key.LastUsedAt,
        key.Replaces?.Value);
}

/// <summary>The keys that the cluster keeps, oldest first; those of the settings are not among them.</summary>
internal sealed record KeysAnswer(ImmutableArray<KeyAnswer> Keys);

/// <summary>A key that opens nothing any more.</summary>
internal sealed record KeyRevokedAnswer(string Id);
