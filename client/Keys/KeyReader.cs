using System.Collections.Immutable;
using SmartRetail.Client.Problems;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Keys;

/// <summary>Turns the body of a key into what it opens.</summary>
internal static class KeyReader
{
    /// <exception cref="InvalidRequestException">The body breaks a rule.</exception>
    public static ApiKeyGrant Read(KeyBody body, DateTimeOffset now)
    {
        var scopes = (body.Scopes ?? []).Select((name, at) => (Name: name, At: at, Scope: ScopeNames.Find(name))).ToList();
        var grant = new ApiKeyGrant(
            body.Name ?? "",
            body.Stores ?? [],
            [.. scopes.Select(scope => scope.Scope).OfType<Scope>().Distinct()],
            body.Origins ?? [],
            body.RequestsPerMinute,
            body.MaxConcurrent,
            body.ExpiresAt)
        {
            PublicAttributes = body.PublicAttributes ?? [],
        };
        ImmutableArray<FieldError> errors =
        [
            .. scopes.Where(scope => scope.Scope is null).Select(scope => new FieldError(
                $"scopes[{scope.At}]",
                $"must be one of {string.Join(", ", Enum.GetValues<Scope>().Select(known => known.ToText()))}")),
            .. ApiKeyRules.Check(grant, now),
        ];
        return errors.IsEmpty ? grant : throw new InvalidRequestException(errors);
    }
}
