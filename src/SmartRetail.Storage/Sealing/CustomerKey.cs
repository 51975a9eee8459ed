using System.Security.Cryptography;

namespace SmartRetail.Storage.Sealing;

/// <summary>
/// The key that one customer's personal fields are sealed with (AES-256-GCM). Sealed bytes are: format, the key's id, a random
/// nonce, ciphertext, tag.
/// </summary>
internal sealed class CustomerKey
{
    /// <summary>Bytes of an id. It is random, so that who is erased and comes back never has an old one again.</summary>
    public const int IdSize = 8;

    /// <summary>What sealing adds to the bytes of the fields.</summary>
    public const int Overhead = HeaderSize + NonceSize + TagSize;

    private const byte Format = 1;
    private const int HeaderSize = 1 + IdSize;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int SecretSize = 32;

    public CustomerKey(byte[] id, byte[] secret)
    {
        if (id.Length != IdSize || secret.Length != SecretSize)
        {
            throw new CryptographicException(
                $"a customer's key has an id of {IdSize} bytes and {SecretSize} secret ones, not {id.Length} and {secret.Length}");
        }

        (Id, Secret) = (id, secret);
    }

    public byte[] Id { get; }

    public byte[] Secret { get; }

    public static CustomerKey Create() =>
        new(RandomNumberGenerator.GetBytes(IdSize), RandomNumberGenerator.GetBytes(SecretSize));

    /// <summary>Whether this key, and no other, sealed the bytes.</summary>
    /// <exception cref="CryptographicException">They are no sealed bytes.</exception>
    public bool HasSealed(ReadOnlySpan<byte> sealedBytes) =>
        sealedBytes.Length < Overhead || sealedBytes[0] != Format
            ? throw new CryptographicException($"{sealedBytes.Length} bytes are none that this version has sealed")
            : sealedBytes[1..HeaderSize].SequenceEqual(Id);

    public byte[] Seal(RowPlace place, ReadOnlySpan<byte> fields)
    {
        var bytes = new byte[Overhead + fields.Length];
        bytes[0] = Format;
        Id.CopyTo(bytes.AsSpan(1));
        var nonce = bytes.AsSpan(HeaderSize, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(Secret, TagSize);
        cipher.Encrypt(
            nonce,
            fields,
            bytes.AsSpan(HeaderSize + NonceSize, fields.Length),
            bytes.AsSpan(HeaderSize + NonceSize + fields.Length),
            place.ToBytes(bytes.AsSpan(0, HeaderSize)));
        return bytes;
    }

    /// <exception cref="CryptographicException">Another key sealed it, for another place, or it was changed.</exception>
    public byte[] Open(RowPlace place, ReadOnlySpan<byte> sealedBytes)
    {
        if (!HasSealed(sealedBytes))
        {
            throw new CryptographicException("another key sealed it");
        }

        var fields = new byte[sealedBytes.Length - Overhead];
        using var cipher = new AesGcm(Secret, TagSize);
        cipher.Decrypt(
            sealedBytes.Slice(HeaderSize, NonceSize),
            sealedBytes.Slice(HeaderSize + NonceSize, fields.Length),
            sealedBytes[(HeaderSize + NonceSize + fields.Length)..],
            fields,
            place.ToBytes(sealedBytes[..HeaderSize]));
        return fields;
    }
}
