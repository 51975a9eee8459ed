namespace SmartRetail.Client.Access;

/// <summary>One key of the settings: the hash of it, whose it is, and what it opens. The key itself is kept nowhere.</summary>
public sealed class ApiKeyOptions
{
    /// <summary>What logs and the console call it. Default: empty, which is refused.</summary>
    public string Name { get; set; } = "";

    /// <summary>SHA-256 of the key's UTF-8 bytes, as 64 hexadecimal digits. Default: empty, which is refused.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>The stores it is for; a single "*" means all. Default: none, which is refused.</summary>
    public IList<string> Stores { get; } = [];

    /// <summary>What it may do. Default: nothing, which is refused.</summary>
    public IList<Scope> Scopes { get; } = [];

    /// <summary>
    /// The origins, such as https://shop.example, whose pages may carry the key. With one the key is public: everybody can read it
    /// in a page, so it opens only what any shopper may do. Default: none, a key that no page carries.
    /// </summary>
    public IList<string> Origins { get; } = [];

    /// <summary>The product attributes that a public key may read, such as one with a picture's address. Default: none.</summary>
    public IList<string> PublicAttributes { get; } = [];

    /// <summary>Requests a minute, of a public key from each address. Default: no limit; 1,200 for a public key.</summary>
    public int? RequestsPerMinute { get; set; }

    /// <summary>Requests under way at a time. Default: no limit.</summary>
    public int? MaxConcurrent { get; set; }

    internal ApiKeyGrant ToGrant() =>
        new(Name, [.. Stores], [.. Scopes], [.. Origins], RequestsPerMinute, MaxConcurrent) { PublicAttributes = [.. PublicAttributes] };
}
