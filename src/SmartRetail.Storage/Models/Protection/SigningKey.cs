using System.Security.Cryptography;

namespace SmartRetail.Storage.Models.Protection;

/// <summary>An ECDSA key on P-256 that signs seals, or the public half of one, which verifies them.</summary>
internal sealed class SigningKey
{
    /// <summary>Digits of an id.</summary>
    public const int IdLength = 16;

    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly byte[]? _private;

    private SigningKey(byte[]? privateKey, byte[] publicKey)
    {
        _private = privateKey;
        Public = publicKey;
        Id = Convert.ToHexStringLower(SHA256.HashData(publicKey))[..IdLength];
    }

    /// <summary>The beginning of the public key's SHA-256, in hex.</summary>
    public string Id { get; }

    /// <summary>As SubjectPublicKeyInfo.</summary>
    public byte[] Public { get; }

    /// <param name="pkcs8">As the key file has it.</param>
    /// <exception cref="CryptographicException">It is no such key.</exception>
    public static SigningKey FromPrivate(byte[] pkcs8)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        CheckCurve(key);
        return new(pkcs8, key.ExportSubjectPublicKeyInfo());
    }

    /// <exception cref="CryptographicException">It is no such key.</exception>
    public static SigningKey FromPublic(byte[] subjectPublicKeyInfo)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        CheckCurve(key);
        return new(null, subjectPublicKeyInfo);
    }

    public byte[] Sign(byte[] content)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(
            _private ?? throw new InvalidOperationException($"the key '{Id}' is a public one, which signs nothing"), out _);
        return key.SignData(content, HashAlgorithmName.SHA256);
    }

    public bool Verifies(byte[] content, byte[] signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Public, out _);
        return key.VerifyData(content, signature, HashAlgorithmName.SHA256);
    }

    private static void CheckCurve(ECDsa key)
    {
        var curve = key.ExportParameters(includePrivateParameters: false).Curve.Oid;
        if (curve.Value != P256 && curve.FriendlyName is not ("nistP256" or "ECDSA_P256"))
        {
            throw new CryptographicException("a signing key has to be on the curve P-256");
        }
    }
}
