using System.Collections.Immutable;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Access;

/// <summary>A key as the process knows it: a hash and what it opens.</summary>
internal sealed class ApiKey
{
    /// <summary>The store name that stands for all of them.</summary>
    public const string AllStores = "*";

    public const string ScopeClaim = "scope";

    public const string StoreClaim = "store";

    /// <summary>Tells two keys of one name apart, so that a replaced key ends its sign-ins.</summary>
    public const string FingerprintClaim = "key";

    private readonly byte[] _hash;
    private readonly ImmutableArray<string> _stores;
    private readonly ImmutableArray<Scope> _scopes;

    public ApiKey(ApiKeyOptions options)
        : this(options.Name, Convert.FromHexString(options.Sha256), [.. options.Stores], [.. options.Scopes])
    {
    }

    private ApiKey(string name, byte[] hash, ImmutableArray<string> stores, ImmutableArray<Scope> scopes)
    {
        Name = name;
        _hash = hash;
        _stores = stores;
        _scopes = scopes;
        ApiPrincipal = ToPrincipal(ApiKeyAuthenticationHandler.SchemeName);
    }

    public string Name { get; }

    /// <summary>Who calls the API with the key; made once, since it never changes.</summary>
    public ClaimsPrincipal ApiPrincipal { get; }

    public string Fingerprint => Convert.ToHexString(_hash, 0, 8);

    public static ApiKey ForDevelopment(string key) =>
        new("development", Hash(key), [AllStores], [.. Enum.GetValues<Scope>()]);

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Compares in a time that does not depend on where the hashes differ.</summary>
    public bool Matches(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(_hash, hash);

    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        var identity = new ClaimsIdentity(scheme, ClaimTypes.Name, roleType: null);
        identity.AddClaim(new(ClaimTypes.Name, Name));
        identity.AddClaim(new(FingerprintClaim, Fingerprint));
        identity.AddClaims(_scopes.Distinct().Select(scope => new Claim(ScopeClaim, scope.ToText())));
        identity.AddClaims(_stores.Distinct().Select(store => new Claim(StoreClaim, store)));
        return new(identity);
    }

    public static bool Has(ClaimsPrincipal principal, Scope scope) =>
        principal.HasClaim(ScopeClaim, scope.ToText());

    /// <summary>Whether the key is for the store; without a store, whether it is for all of them.</summary>
    public static bool Covers(ClaimsPrincipal principal, StoreId? store) =>
        principal.HasClaim(StoreClaim, AllStores)
        || (store is { Value.Length: > 0 } one && principal.HasClaim(StoreClaim, one.Value));
}
