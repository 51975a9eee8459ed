using System.Security.Cryptography;
using System.Text;

namespace SmartRetail.Storage.Models.Protection;

/// <summary>An artifact's data key, encrypted with a key that is not stored beside it.</summary>
/// <param name="Key">The wrapping key's id.</param>
/// <param name="Bytes">Nonce, ciphertext and tag of AES-256-GCM.</param>
internal sealed record WrappedKey(string Key, byte[] Bytes)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <param name="context">What the data key is for: it opens for nothing else.</param>
    public static WrappedKey Wrap(string id, byte[] wrappingKey, byte[] dataKey, string context)
    {
        var bytes = new byte[NonceSize + dataKey.Length + TagSize];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceSize));
        using var cipher = new AesGcm(wrappingKey, TagSize);
        cipher.Encrypt(
            bytes.AsSpan(0, NonceSize),
            dataKey,
            bytes.AsSpan(NonceSize, dataKey.Length),
            bytes.AsSpan(NonceSize + dataKey.Length),
            Encoding.UTF8.GetBytes(context));
        return new(id, bytes);
    }

    /// <exception cref="CryptographicException">Another key wrapped it, or for another context.</exception>
    public byte[] Unwrap(byte[] wrappingKey, string context)
    {
        if (Bytes.Length <= NonceSize + TagSize)
        {
            throw new CryptographicException($"a wrapped key has more than {NonceSize + TagSize} bytes, not {Bytes.Length}");
        }

        var dataKey = new byte[Bytes.Length - NonceSize - TagSize];
        using var cipher = new AesGcm(wrappingKey, TagSize);
        cipher.Decrypt(
            Bytes.AsSpan(0, NonceSize),
            Bytes.AsSpan(NonceSize, dataKey.Length),
            Bytes.AsSpan(NonceSize + dataKey.Length),
            dataKey,
            Encoding.UTF8.GetBytes(context));
        return dataKey;
    }
}
