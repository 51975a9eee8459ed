using System.Collections.Immutable;
using System.Security.Cryptography;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Recommender.Models;
using SmartRetail.Storage.Models;
using SmartRetail.Storage.Models.Protection;

namespace SmartRetail.UnitTests.Storage.Models.Protection;

/// <summary>A thousand artifacts that are not what was published, in ten ways, by a seed: each is refused, and none in another way.</summary>
public sealed class CorruptionTests : IAsyncLifetime
{
    private const int OfEachKind = 100;
    private const long Epoch = 5;

    private static readonly StoreId Store = new("shop");
    private static readonly StoreId OtherStore = new("other-shop");
    private static readonly string[] Files =
        [ModelManifest.EncoderFile, ModelManifest.VocabularyFile, ModelManifest.MatrixFile];

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _keys = new();
    private FolderModelStore _models = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _models = StoreWith("own.keys");

        // Versions 1 and 2 of the store, another store's version 1, and one of a cluster with other keys.
        await Publish(_models, Store, version: 1, Epoch);
        await Publish(_models, Store, version: 2, Epoch + 1);
        await Publish(_models, OtherStore, version: 1, Epoch);
        CopyFolder(Published(Store, 1), _folder.File("genuine"));
        await _models.RewrapAsync(Store, new(new(1), Epoch + 2), Cancellation);
        await Publish(StoreWith("foreign.keys"), Store, version: 9, Epoch);
        Directory.CreateDirectory(_folder.File(".opened"));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        _keys.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_was_published_opens()
    {
        using var opened = await _models.OpenAsync(Store, new(new(1), Epoch + 2), Cancellation);

        Assert.Equal(1, opened!.Manifest.Version);
        Assert.Equal(Content(version: 1, ModelManifest.MatrixFile), await File.ReadAllBytesAsync(
            Path.Combine(opened.Folder, ModelManifest.MatrixFile), Cancellation));
    }

    [Theory]
    [InlineData("a bit of a file")]
    [InlineData("a bit of the seal")]
    [InlineData("a bit of the manifest")]
    [InlineData("a file cut short")]
    [InlineData("a file made longer")]
    [InlineData("a file that is not there")]
    [InlineData("a file of another version")]
    [InlineData("two files exchanged")]
    [InlineData("an artifact of another store, another version or other keys")]
    [InlineData("a seal of an older epoch")]
    public async Task Refuses_every_one_of_a_hundred_artifacts_with(string kind)
    {
        var random = new Random(kind.Length);
        var genuine = Published(Store, 1);
        var refused = 0;
        for (var trial = 0; trial < OfEachKind; trial++)
        {
            CopyFolder(genuine, _folder.File("kept"));
            Corrupt(kind, genuine, random);

            if (await IsRefused())
            {
                refused++;
            }

            CopyFolder(_folder.File("kept"), genuine);
        }

        Assert.Equal(OfEachKind, refused);
        Assert.Empty(Directory.GetDirectories(_folder.File(".opened")));
        Assert.False(await IsRefused());
    }

    private async Task<bool> IsRefused()
    {
        try
        {
            using var opened = await _models.OpenAsync(Store, new(new(1), Epoch + 2), Cancellation);
            return false;
        }
        catch (ArtifactRefusedException)
        {
            return true;
        }
    }

    private void Corrupt(string kind, string folder, Random random)
    {
        var file = Path.Combine(folder, Files[random.Next(Files.Length)]);
        switch (kind)
        {
            case "a bit of a file":
                FlipBit(file, random);
                break;
            case "a bit of the seal":
                FlipBit(Path.Combine(folder, ArtifactSeal.FileName), random);
                break;
            case "a bit of the manifest":
                FlipBit(Path.Combine(folder, ModelManifest.ManifestFile), random);
                break;
            case "a file cut short":
                var whole = File.ReadAllBytes(file);
                File.WriteAllBytes(file, whole[..random.Next(whole.Length)]);
                break;
            case "a file made longer":
                File.AppendAllText(file, new string('x', random.Next(1, 100)));
                break;
            case "a file that is not there":
                string[] all = [.. Files, ArtifactSeal.FileName, ModelManifest.ManifestFile];
                File.Delete(Path.Combine(folder, all[random.Next(all.Length)]));
                break;
            case "a file of another version":
                File.Copy(Path.Combine(Published(Store, 2), Path.GetFileName(file)), file, overwrite: true);
                break;
            case "two files exchanged":
                var other = Path.Combine(folder, Files[(Array.IndexOf(Files, Path.GetFileName(file)) + 1) % Files.Length]);
                File.Copy(file, _folder.File("swap"), overwrite: true);
                File.Copy(other, file, overwrite: true);
                File.Copy(_folder.File("swap"), other, overwrite: true);
                break;
            case "an artifact of another store, another version or other keys":
                string[] replays = [Published(OtherStore, 1), Published(Store, 2), Published(Store, 9)];
                CopyFolder(replays[random.Next(replays.Length)], folder);
                break;
            default:
                CopyFolder(_folder.File("genuine"), folder);
                break;
        }
    }

    private FolderModelStore StoreWith(string keys) =>
        new(new(_folder.Path), new(_keys.File(keys), isOurs: true, TimeProvider.System));

    private string Published(StoreId store, int version) => _folder.File($"{store}/{version}");

    private static async Task Publish(FolderModelStore models, StoreId store, int version, long epoch)
    {
        var run = new TrainingRunId($"run-{version}");
        var folder = models.GetStagingFolder(store, run, "w");
        foreach (var file in Files)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, file), Content(version, file), Cancellation);
        }

        var manifest = new ModelManifest
        {
            Store = store.Value,
            Architecture = "sasrec",
            CreatedAt = DateTimeOffset.UnixEpoch,
            Run = run.Value,
            Items = 1,
            Dimensions = 1,
            MaxLength = 1,
            HyperParameters = ImmutableSortedDictionary<string, double>.Empty,
            DataFingerprint = "",
            Counts = ImmutableSortedDictionary<string, long>.Empty,
            Metrics = ImmutableSortedDictionary<string, double>.Empty,
            Floors = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>>.Empty,
            Sha256 = Files.ToImmutableSortedDictionary(
                file => file, file => Convert.ToHexStringLower(SHA256.HashData(Content(version, file))), StringComparer.Ordinal),
        };
        await File.WriteAllBytesAsync(Path.Combine(folder, ModelManifest.ManifestFile), manifest.ToJson(), Cancellation);
        await models.StageAsync(store, run, "w", folder, Cancellation);
        await models.PublishAsync(store, new ModelRelease(new(version), epoch), run, "w", Cancellation);
    }

    // All files of an artifact have one length, so that one may take another one's place unnoticed but for its content.
    private static byte[] Content(int version, string file)
    {
        var content = new byte[SealedStream.ChunkSize + 1_000];
        new Random(version + file.Length).NextBytes(content);
        return content;
    }

    private static void FlipBit(string path, Random random)
    {
        var content = File.ReadAllBytes(path);
        content[random.Next(content.Length)] ^= (byte)(1 << random.Next(8));
        File.WriteAllBytes(path, content);
    }

    private static void CopyFolder(string from, string to)
    {
        ModelFolders.DeleteIfThere(to);
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
