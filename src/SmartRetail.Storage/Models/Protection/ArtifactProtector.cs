using System.Security.Cryptography;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Recommender.Models;

namespace SmartRetail.Storage.Models.Protection;

/// <summary>
/// Turns an artifact in clear into a sealed one and back. A sealed folder holds the manifest in clear, every other file
/// encrypted under a key of this artifact alone, and seal.json, which signs them all.
/// </summary>
internal sealed class ArtifactProtector(ModelKeyring keyring)
{
    private const int DataKeySize = 32;

    /// <summary>Seals what lies in a folder, and was verified there, into another one; staged, so without a version.</summary>
    public async Task SealAsync(
        StoreId store, ModelManifest manifest, string clear, string output, CancellationToken cancellationToken)
    {
        var dataKey = RandomNumberGenerator.GetBytes(DataKeySize);
        var files = await SealedFiles.SealAsync(manifest.Sha256.Keys, clear, output, dataKey, cancellationToken);
        var json = manifest.ToJson();
        await DurableFiles.WriteAsync(Path.Combine(output, ModelManifest.ManifestFile), json, cancellationToken);
        var seal = new ArtifactSeal
        {
            Store = store.Value,
            Artifact = Guid.NewGuid().ToString("N"),
            Manifest = DigestOf(json),
            Files = files,
            Key = new("", []),
        };
        seal = seal with { Key = keyring.Wrap(dataKey, seal.Context) };
        CryptographicOperations.ZeroMemory(dataKey);
        await DurableFiles.WriteAsync(
            Path.Combine(output, ArtifactSeal.FileName), seal.Sign(keyring.Signer), cancellationToken);
    }

    /// <summary>Verifies a seal and the manifest under it, and reads no file.</summary>
    /// <exception cref="ArtifactRefusedException">One of them is not what it should be.</exception>
    public (ArtifactSeal Seal, ModelManifest Manifest) Verify(StoreId store, byte[] sealJson, byte[] manifestJson)
    {
        var seal = ArtifactSeal.Verify(sealJson, keyring.FindSigner);
        if (seal.Store != store.Value)
        {
            throw new ArtifactRefusedException(ArtifactRefusal.Foreign, $"it was sealed for store '{seal.Store}', not for '{store}'");
        }

        if (DigestOf(manifestJson) != seal.Manifest)
        {
            throw new ArtifactRefusedException(
                ArtifactRefusal.Torn, $"its {ModelManifest.ManifestFile} is not the one that was sealed");
        }

        var manifest = ModelManifest.FromJson(manifestJson);
        return manifest.Sha256.Keys.SequenceEqual(seal.Files.Keys)
            ? (seal, manifest with { Version = seal.Version })
            : throw new ArtifactRefusedException(ArtifactRefusal.Torn, "its seal names other files than its manifest");
    }

    /// <exception cref="ArtifactRefusedException">It is another version, or older than the release.</exception>
    public static void CheckRelease(ArtifactSeal seal, ModelRelease release)
    {
        if (seal.Version != release.Version.Value)
        {
            throw new ArtifactRefusedException(
                ArtifactRefusal.Replayed, $"it was sealed as version {seal.Version}, not as {release.Version}");
        }

        if (seal.Epoch < release.Epoch)
        {
            throw new ArtifactRefusedException(
                ArtifactRefusal.Replayed, $"its seal is of epoch {seal.Epoch}, older than the registry's {release.Epoch}");
        }
    }

    /// <summary>Returns a seal of the same artifact as a release, its data key wrapped anew with the first key of the file.</summary>
    public byte[] Reseal(ArtifactSeal seal, ModelRelease release)
    {
        var dataKey = DataKeyOf(seal);
        var renewed = seal with
        {
            Version = release.Version.Value,
            Epoch = release.Epoch,
            Key = keyring.Wrap(dataKey, seal.Context),
        };
        CryptographicOperations.ZeroMemory(dataKey);
        return renewed.Sign(keyring.Signer);
    }

    /// <summary>Decrypts the files of a sealed folder into a folder of their owner alone; all of them, or none.</summary>
    /// <exception cref="ArtifactRefusedException">A file is not the one that was sealed.</exception>
    public async Task OpenAsync(
        ArtifactSeal seal, string sealedFolder, string clear, CancellationToken cancellationToken)
    {
        var dataKey = DataKeyOf(seal);
        try
        {
            await SealedFiles.OpenAsync(seal.Files, sealedFolder, clear, dataKey, cancellationToken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    private byte[] DataKeyOf(ArtifactSeal seal)
    {
        if (seal.Key is not { Key: { } id, Bytes: not null } wrapped || keyring.FindWrapping(id) is not { } wrapping)
        {
            throw new ArtifactRefusedException(
                ArtifactRefusal.KeyUnknown, $"its key is wrapped with '{seal.Key?.Key}', which {keyring.Path} does not have");
        }

        try
        {
            return wrapped.Unwrap(wrapping, seal.Context);
        }
        catch (CryptographicException error)
        {
            throw new ArtifactRefusedException(ArtifactRefusal.Torn, "its data key does not open", error);
        }
    }

    private static string DigestOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
