using System.Collections.Immutable;

namespace SmartRetail.Contracts.Access;

/// <summary>What a grant must be before a key is made of it.</summary>
public static class ApiKeyRules
{
    public const int MaxStores = 100;

    public const int MaxOrigins = 20;

    public const int MaxPublicAttributes = 100;

    /// <summary>The most requests a minute, and at a time, that a limit may be: beyond it there is none.</summary>
    public const int MaxRate = 1_000_000;

    /// <summary>How many keys in force a cluster has at most.</summary>
    public const int MaxKeys = 1_000;

    /// <summary>The longest time that a replaced key goes on opening.</summary>
    public static readonly TimeSpan MaxOverlap = TimeSpan.FromDays(30);

    public static ImmutableArray<FieldError> Check(ApiKeyGrant grant, DateTimeOffset now) =>
    [
        .. CheckStores(grant),
        .. CheckScopes(grant),
        .. CheckOrigins(grant),
        .. CheckAttributes(grant),
        .. new[]
        {
            Identifier.Check("name", grant.Name),
            CheckLimit("requestsPerMinute", grant.RequestsPerMinute),
            CheckLimit("maxConcurrent", grant.MaxConcurrent),
            grant.ExpiresAt <= now ? new FieldError("expiresAt", "is over already") : null,
        }.OfType<FieldError>(),
    ];

    /// <summary>Returns what is wrong with an origin, or null: scheme, host and port, as browsers write them.</summary>
    public static FieldError? CheckOrigin(string field, string? origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme is "https" or "http"
        && uri.GetLeftPart(UriPartial.Authority) == origin
        && uri.UserInfo.Length == 0
            ? null
            : new(field, $"'{origin}' is not an origin such as https://shop.example, without a path");

    private static IEnumerable<FieldError> CheckStores(ApiKeyGrant grant)
    {
        if (grant.Stores.Length is 0 or > MaxStores)
        {
            yield return new("stores", $"must name 1 to {MaxStores} stores, or be \"{ApiKeyGrant.AllStores}\"");
        }

        if (grant.Stores.Length > 1 && grant.Stores.Contains(ApiKeyGrant.AllStores))
        {
            yield return new("stores", $"must be \"{ApiKeyGrant.AllStores}\" alone, or names");
        }

        foreach (var store in grant.Stores.Where(store => store != ApiKeyGrant.AllStores))
        {
            if (StoreId.Check("stores", store) is { } error)
            {
                yield return error;
            }
        }
    }

    private static IEnumerable<FieldError> CheckScopes(ApiKeyGrant grant)
    {
        if (grant.Scopes.IsEmpty)
        {
            yield return new("scopes", "must name at least one scope");
        }

        if (!grant.IsPublic)
        {
            yield break;
        }

        // Everybody can read such a key.
        if (grant.Scopes.Any(scope => scope is not (Scope.Recommend or Scope.Record)))
        {
            yield return new("scopes", "a key with origins is public, and may have record and recommend only");
        }

        if (grant.Stores is not [not ApiKeyGrant.AllStores])
        {
            yield return new("stores", "a key with origins is for one store");
        }
    }

    private static IEnumerable<FieldError> CheckOrigins(ApiKeyGrant grant) =>
        grant.Origins.Length > MaxOrigins
            ? [new("origins", $"may be at most {MaxOrigins}")]
            : grant.Origins.Select(origin => CheckOrigin("origins", origin)).OfType<FieldError>();

    private static IEnumerable<FieldError> CheckAttributes(ApiKeyGrant grant) =>
        grant.PublicAttributes.Length > MaxPublicAttributes
            ? [new("publicAttributes", $"may be at most {MaxPublicAttributes}")]
            : grant.PublicAttributes.Select(name => Identifier.Check("publicAttributes", name)).OfType<FieldError>();

    private static FieldError? CheckLimit(string field, int? limit) =>
        limit is < 1 or > MaxRate ? new(field, $"must be from 1 to {MaxRate}") : null;
}
