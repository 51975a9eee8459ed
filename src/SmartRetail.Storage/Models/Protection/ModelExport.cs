using System.Collections.Immutable;
using System.Text.Json.Serialization;
using SmartRetail.Recommender.Models;

namespace SmartRetail.Storage.Models.Protection;

/// <summary>What is signed of an exported model.</summary>
internal sealed record ModelExport
{
    /// <summary>The format this code writes; another one is refused.</summary>
    public const int CurrentFormat = 1;

    private const string Domain = "smartretail model export 1";

    public int Format { get; init; } = CurrentFormat;

    /// <summary>The sender's name for the store.</summary>
    public required string Store { get; init; }

    /// <summary>A name that no other export has, which the data key is bound to.</summary>
    public required string Artifact { get; init; }

    /// <summary>manifest.json.</summary>
    public required byte[] Manifest { get; init; }

    public required ImmutableSortedDictionary<string, SealedFile> Files { get; init; }

    /// <summary>The id of the exchange key that it is for.</summary>
    public required string Receiver { get; init; }

    /// <summary>The sender's half of the exchange, made for this export alone; SubjectPublicKeyInfo.</summary>
    public required byte[] Ephemeral { get; init; }

    public required WrappedKey Key { get; init; }

    /// <summary>What the data key is wrapped for.</summary>
    [JsonIgnore]
    public string Context => $"smartretail exported data key\n{Store}\n{Artifact}";

    public byte[] Sign(SigningKey signer) => SignedStatement.Sign(this, Domain, signer);

    /// <exception cref="ArtifactRefusedException">No trusted key signed it.</exception>
    public static ModelExport Verify(byte[] json, Func<string, SigningKey?> trusted)
    {
        var export = SignedStatement.Verify<ModelExport>(json, Domain, trusted);
        return export.Format == CurrentFormat
            ? export
            : throw new ArtifactRefusedException(
                ArtifactRefusal.Unsealed, $"it has format {export.Format}; this version reads {CurrentFormat}");
    }
}
