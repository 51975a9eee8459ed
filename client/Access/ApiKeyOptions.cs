namespace SmartRetail.Client.Access;

/// <summary>One key: the hash of it, whose it is, and what it opens. The key itself is kept nowhere.</summary>
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
}
