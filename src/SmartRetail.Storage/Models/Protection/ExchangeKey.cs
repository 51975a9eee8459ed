using System.Security.Cryptography;

namespace SmartRetail.Storage.Models.Protection;

/// <summary>
/// Agrees on a key between clusters (ECDH on P-256 with a key pair made for one message, HKDF-SHA256): what is exported for a
/// receiver opens with the receiver's key file alone, not with the sender's.
/// </summary>
internal static class ExchangeKey
{
    private const int KeySize = 32;

    /// <summary>Returns a key that only the receiver can find again, and the public half that it needs to do so.</summary>
    /// <param name="receiver">The receiver's public key, as SubjectPublicKeyInfo.</param>
    public static (byte[] Key, byte[] Ephemeral) For(byte[] receiver)
    {
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDiffieHellman.Create();
        other.ImportSubjectPublicKeyInfo(receiver, out _);
        var sent = ephemeral.ExportSubjectPublicKeyInfo();
        return (Agree(ephemeral, other, sent, receiver), sent);
    }

    /// <param name="pkcs8">The receiver's private key.</param>
    /// <exception cref="CryptographicException">It is no public key.</exception>
    public static byte[] Find(byte[] pkcs8, byte[] ephemeral)
    {
        using var own = ECDiffieHellman.Create();
        own.ImportPkcs8PrivateKey(pkcs8, out _);
        using var other = ECDiffieHellman.Create();
        other.ImportSubjectPublicKeyInfo(ephemeral, out _);
        return Agree(own, other, ephemeral, own.ExportSubjectPublicKeyInfo());
    }

    public static byte[] PublicOf(byte[] pkcs8)
    {
        using var own = ECDiffieHellman.Create();
        own.ImportPkcs8PrivateKey(pkcs8, out _);
        return own.ExportSubjectPublicKeyInfo();
    }

    // Bound to both public keys, so that the same shared secret makes another key in another exchange.
    private static byte[] Agree(ECDiffieHellman own, ECDiffieHellman other, byte[] ephemeral, byte[] receiver)
    {
        using var otherPublic = other.PublicKey;
        var secret = own.DeriveRawSecretAgreement(otherPublic);
        var key = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, secret, KeySize, salt: [.. ephemeral, .. receiver], info: "smartretail model exchange 1"u8.ToArray());
        CryptographicOperations.ZeroMemory(secret);
        return key;
    }
}
