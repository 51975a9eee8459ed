using System.Security.Claims;
using System.Security.Cryptography;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Access;

/// <summary>A key as the process knows it: a hash and what it opens.</summary>
internal sealed class ApiKey
{
    public const string ScopeClaim = "scope";

    public const string StoreClaim = "store";

    /// <summary>Tells two keys of one name apart, so that a replaced key ends its sign-ins.</summary>
    public const string FingerprintClaim = "key";

    /// <summary>One for each origin of a public key.</summary>
    public const string OriginClaim = "origin";

    /// <summary>One for each product attribute that a public key may read.</summary>
    public const string AttributeClaim = "attribute";

    private readonly byte[] _hash;

    public ApiKey(ApiKeyOptions options)
        : this(options.ToGrant(), Convert.FromHexString(options.Sha256), id: null)
    {
    }

    public ApiKey(KeptApiKey key)
        : this(key.Grant, Convert.FromHexString(key.Sha256), key.Id)
    {
    }

    private ApiKey(ApiKeyGrant grant, byte[] hash, ApiKeyId? id)
    {
        Grant = grant;
        Id = id;
        _hash = hash;
        Caller = new(grant.Name, grant.Stores);
        ApiPrincipal = ToPrincipal(ApiKeyAuthenticationHandler.SchemeName);
    }

    public string Name => Grant.Name;

    public ApiKeyGrant Grant { get; }

    /// <summary>Null for a key from the settings, which the cluster does not keep.</summary>
    public ApiKeyId? Id { get; }

    /// <summary>For whom the cluster is called with the key.</summary>
    public Caller Caller { get; }

    /// <summary>Who calls the API with the key; made once, since it never changes.</summary>
    public ClaimsPrincipal ApiPrincipal { get; }

    public string Fingerprint => Convert.ToHexString(_hash, 0, 8);

    public ReadOnlySpan<byte> Hash => _hash;

    public static ApiKey ForDevelopment(string key) => new(
        new("development", [ApiKeyGrant.AllStores], [.. Enum.GetValues<Scope>()], []), ApiKeySecret.Hash(key), id: null);

    /// <summary>Compares in a time that does not depend on where the hashes differ.</summary>
    public bool Matches(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(_hash, hash);

    public bool IsInForce(DateTimeOffset now) => !(Grant.ExpiresAt <= now);

    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        var identity = new ClaimsIdentity(scheme, ClaimTypes.Name, roleType: null);
        identity.AddClaim(new(ClaimTypes.Name, Name));
        identity.AddClaim(new(FingerprintClaim, Fingerprint));
        identity.AddClaims(Grant.Scopes.Distinct().Select(scope => new Claim(ScopeClaim, scope.ToText())));
        identity.AddClaims(Grant.Stores.Distinct().Select(store => new Claim(StoreClaim, store)));
        identity.AddClaims(Grant.Origins.Distinct().Select(origin => new Claim(OriginClaim, origin)));
        identity.AddClaims(Grant.PublicAttributes.Distinct().Select(name => new Claim(AttributeClaim, name)));
        return new(identity);
    }

    public static bool Has(ClaimsPrincipal principal, Scope scope) =>
        principal.HasClaim(ScopeClaim, scope.ToText());

    /// <summary>Whether the key is for the store; without a store, whether it is for all of them.</summary>
    public static bool Covers(ClaimsPrincipal principal, StoreId? store) =>
        principal.HasClaim(StoreClaim, ApiKeyGrant.AllStores)
        || (store is { Value.Length: > 0 } one && principal.HasClaim(StoreClaim, one.Value));

    /// <summary>For whom the cluster is called when the principal acts in the console.</summary>
    public static Caller CallerOf(ClaimsPrincipal principal) => new(
        principal.Identity?.Name ?? "", [.. principal.FindAll(StoreClaim).Select(claim => claim.Value)]);

    /// <summary>What the caller's key opens, as far as it may hand it on.</summary>
    public static ApiKeyGrant GrantOf(ClaimsPrincipal principal) => new(
        principal.Identity?.Name ?? "",
        [.. principal.FindAll(StoreClaim).Select(claim => claim.Value)],
        [.. principal.FindAll(ScopeClaim).Select(claim => ScopeNames.Find(claim.Value)).OfType<Scope>()],
        []);
}
