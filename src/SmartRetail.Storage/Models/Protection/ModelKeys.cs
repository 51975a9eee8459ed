using System.Collections.Immutable;
using System.Security.Cryptography;

namespace SmartRetail.Storage.Models.Protection;

/// <summary>What a key file holds: the first of each kind is used, those behind it still open and verify.</summary>
internal sealed record ModelKeys
{
    /// <summary>The format this code writes; another one is refused.</summary>
    public const int CurrentFormat = 1;

    private const int WrappingKeySize = 32;

    public int Format { get; init; } = CurrentFormat;

    /// <summary>AES-256 keys that data keys are wrapped with.</summary>
    public required ImmutableArray<StoredKey> Wrapping { get; init; }

    /// <summary>ECDSA keys on P-256 that seals are signed with, as PKCS #8.</summary>
    public required ImmutableArray<StoredKey> Signing { get; init; }

    /// <summary>The ECDH key on P-256, as PKCS #8, that other clusters export for.</summary>
    public required StoredKey Exchange { get; init; }

    public static ModelKeys Create(DateTimeOffset now)
    {
        using var exchange = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return new()
        {
            Wrapping = [NewWrapping(now)],
            Signing = [NewSigning(now)],
            Exchange = StoredKey.Of(exchange.ExportPkcs8PrivateKey(), exchange.ExportSubjectPublicKeyInfo(), now),
        };
    }

    /// <summary>Returns the keys with new ones in front. What the others exported for the exchange key still opens.</summary>
    public ModelKeys Rotate(DateTimeOffset now) => this with
    {
        Wrapping = [NewWrapping(now), .. Wrapping],
        Signing = [NewSigning(now), .. Signing],
    };

    /// <summary>Returns what is missing or malformed, in a few words; null when nothing is.</summary>
    public string? Check()
    {
        if (Format != CurrentFormat)
        {
            return $"it has format {Format}; this version reads {CurrentFormat}";
        }

        if (Wrapping.IsDefaultOrEmpty || Signing.IsDefaultOrEmpty || Exchange is null)
        {
            return "it lacks a wrapping, a signing or an exchange key";
        }

        if (Wrapping.Any(key => key?.Key is not { Length: WrappingKeySize }))
        {
            return $"a wrapping key has not {WrappingKeySize} bytes";
        }

        try
        {
            _ = Signing.Select(key => SigningKey.FromPrivate(key.Key)).Count();
            ExchangeKey.PublicOf(Exchange.Key);
            return null;
        }
        catch (CryptographicException error)
        {
            return $"a key pair cannot be read: {error.Message}";
        }
    }

    private static StoredKey NewWrapping(DateTimeOffset now)
    {
        var key = RandomNumberGenerator.GetBytes(WrappingKeySize);
        return StoredKey.Of(key, key, now);
    }

    private static StoredKey NewSigning(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return StoredKey.Of(key.ExportPkcs8PrivateKey(), key.ExportSubjectPublicKeyInfo(), now);
    }
}
