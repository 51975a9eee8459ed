using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SmartRetail.Contracts.Access;

/// <summary>
/// A new key as its holder gets it, once. Whoever makes it, the web client or a command, hands on only its id and its hash: the
/// key itself never travels inside the cluster.
/// </summary>
/// <param name="Text">What is sent as <c>Authorization: Bearer</c>: the id, and 256 random bits.</param>
public sealed record ApiKeySecret(ApiKeyId Id, string Text)
{
    private const string Prefix = "sr_";
    private const int IdBytes = 6;
    private const int SecretBytes = 32;

    public string Sha256 => Convert.ToHexStringLower(Hash(Text));

    public static ApiKeySecret Create()
    {
        var id = new ApiKeyId(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)));
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return new(id, $"{Prefix}{id}_{secret}");
    }

    /// <summary>
    /// A plain hash, for the keys are random: there are too many to try, which a slow hash would only make dearer to check.
    /// </summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    // A key that is logged by mistake, as a part of something else, is none.
    public override string ToString() => Id.ToString();
}
