using System.Security.Cryptography;

namespace SmartRetail.Storage.Models.Protection;

/// <summary>One key of a key file.</summary>
/// <param name="Id">The beginning of a SHA-256, in hex: of a key pair's public half, or of a secret key.</param>
internal sealed record StoredKey(string Id, DateTimeOffset CreatedAt, byte[] Key)
{
    /// <param name="named">What the id is made of.</param>
    public static StoredKey Of(byte[] key, byte[] named, DateTimeOffset now) =>
        new(Convert.ToHexStringLower(SHA256.HashData(named))[..SigningKey.IdLength], now, key);
}
