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

    /// <summary>One for each origin of a public key.</summary>
    public const string OriginClaim = "origin";

    /// <summary>One for each product attribute that a public key may read.</summary>
    public const string AttributeClaim = "attribute";

    private readonly byte[] _hash;
    private readonly ImmutableArray<string> _stores;
    private readonly ImmutableArray<Scope> _scopes;
    private readonly ImmutableArray<string> _publicAttributes;

    public ApiKey(ApiKeyOptions options)
        : this(options.Name, Convert.FromHexString(options.Sha256), [.. options.Stores], [.. options.Scopes], options)
    {
    }

    private ApiKey(
        string name,
        byte[] hash,
        ImmutableArray<string> stores,
        ImmutableArray<Scope> scopes,
        ApiKeyOptions? options = null)
    {
        Name = name;
        _hash = hash;
        _stores = stores;
        _scopes = scopes;
        Origins = [.. options?.Origins ?? []];
        _publicAttributes = [.. options?.PublicAttributes ?? []];
        ApiPrincipal = ToPrincipal(ApiKeyAuthenticationHandler.SchemeName);
    }

    public string Name { get; }

    /// <summary>Whose pages may carry the key; empty for one that is kept secret.</summary>
    public ImmutableArray<string> Origins { get; }

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
        identity.AddClaims(Origins.Distinct().Select(origin => new Claim(OriginClaim, origin)));
        identity.AddClaims(_publicAttributes.Distinct().Select(name => new Claim(AttributeClaim, name)));
        return new(identity);
    }

    public static bool Has(ClaimsPrincipal principal, Scope scope) =>
        principal.HasClaim(ScopeClaim, scope.ToText());

    /// <summary>Whether the key is for the store; without a store, whether it is for all of them.</summary>
    public static bool Covers(ClaimsPrincipal principal, StoreId? store) =>
        principal.HasClaim(StoreClaim, AllStores)
        || (store is { Value.Length: > 0 } one && principal.HasClaim(StoreClaim, one.Value));
}
