using System.Collections.Immutable;
using System.Text.Json.Serialization;
using SmartRetail.Recommender.Models;

namespace SmartRetail.Storage.Models.Protection;

/// <summary>
/// What is signed of an artifact: whose it is, which version, the manifest, every other file, and the key that opens them.
/// </summary>
internal sealed record ArtifactSeal
{
    public const string FileName = "seal.json";

    /// <summary>The format this code writes; another one is refused.</summary>
    public const int CurrentFormat = 1;

    private const string Domain = "smartretail model seal 1";

    public int Format { get; init; } = CurrentFormat;

    public required string Store { get; init; }

    /// <summary>A name that no other artifact has, which the data key is bound to.</summary>
    public required string Artifact { get; init; }

    /// <summary>0 while it is staged.</summary>
    public int Version { get; init; }

    /// <summary>Grows with each seal that the store's registry asks for; 0 while it is staged.</summary>
    public long Epoch { get; init; }

    /// <summary>SHA-256 of manifest.json, which is in clear; hex.</summary>
    public required string Manifest { get; init; }

    /// <summary>The files beside the manifest.</summary>
    public required ImmutableSortedDictionary<string, SealedFile> Files { get; init; }

    public required WrappedKey Key { get; init; }

    /// <summary>What the data key is wrapped for.</summary>
    [JsonIgnore]
    public string Context => $"smartretail data key\n{Store}\n{Artifact}";

    public byte[] Sign(SigningKey signer) => SignedStatement.Sign(this, Domain, signer);

    /// <param name="trusted">The signers by their ids.</param>
    /// <exception cref="ArtifactRefusedException">No trusted key signed it.</exception>
    public static ArtifactSeal Verify(byte[] sealJson, Func<string, SigningKey?> trusted)
    {
        var seal = SignedStatement.Verify<ArtifactSeal>(sealJson, Domain, trusted);
        return seal.Format == CurrentFormat
            ? seal
            : throw new ArtifactRefusedException(
                ArtifactRefusal.Unsealed, $"its seal has format {seal.Format}; this version reads {CurrentFormat}");
    }
}
