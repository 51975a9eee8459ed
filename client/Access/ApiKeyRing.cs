using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace SmartRetail.Client.Access;

/// <summary>The keys that open this process, by their hashes.</summary>
internal sealed class ApiKeyRing
{
    /// <summary>The longest key that is hashed: a longer one cannot be ours.</summary>
    private const int MaxKeyLength = 256;

    private readonly ImmutableArray<ApiKey> _keys;

    public ApiKeyRing(IOptions<RetailClientOptions> options, IHostEnvironment environment)
    {
        var configured = options.Value.Keys.Select(key => new ApiKey(key));
        _keys = environment.IsDevelopment() && options.Value.DevelopmentKey is { Length: > 0 } developmentKey
            ? [.. configured, ApiKey.ForDevelopment(developmentKey)]
            : [.. configured];
    }

    /// <summary>Returns the key, or null when it is none of ours. Looks at every key, found or not.</summary>
    public ApiKey? Find(string presented)
    {
        if (presented.Length is 0 or > MaxKeyLength)
        {
            return null;
        }

        var hash = ApiKey.Hash(presented);
        ApiKey? found = null;
        foreach (var key in _keys)
        {
            found = key.Matches(hash) ? key : found;
        }

        return found;
    }

    /// <summary>Whether some key may be carried by pages of the origin.</summary>
    public bool AllowsOrigin(string origin) => _keys.Any(key => key.Origins.Contains(origin, StringComparer.Ordinal));

    public bool Holds(string? fingerprint) => _keys.Any(key => key.Fingerprint == fingerprint);
}
