using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Recommender.Models;
using SmartRetail.Storage.Models;
using SmartRetail.Storage.Models.Protection;

namespace SmartRetail.UnitTests.Storage.Models.Protection;

/// <summary>Two clusters with keys of their own, and a third that has no part in it.</summary>
public sealed class ModelExchangeTests : IAsyncLifetime
{
    private static readonly StoreId Here = new("shop");
    private static readonly StoreId There = new("filiale");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Export => _folder.File("model.export");

    public async ValueTask InitializeAsync()
    {
        var models = StoreOf("sender");
        var folder = models.GetStagingFolder(Here, new("run-1"), "w");
        string[] files = [ModelManifest.EncoderFile, ModelManifest.MatrixFile, ModelManifest.VocabularyFile];
        foreach (var file in files)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, file), file, Cancellation);
        }

        var manifest = new ModelManifest
        {
            Store = Here.Value,
            Architecture = "sasrec",
            CreatedAt = DateTimeOffset.UnixEpoch,
            Items = 1,
            Dimensions = 1,
            MaxLength = 1,
            HyperParameters = ImmutableSortedDictionary<string, double>.Empty,
            DataFingerprint = "",
            Counts = ImmutableSortedDictionary<string, long>.Empty,
            Metrics = ImmutableSortedDictionary<string, double>.Empty,
            Floors = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>>.Empty,
            Sha256 = files.ToImmutableSortedDictionary(
                file => file,
                file => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file))),
                StringComparer.Ordinal),
        };
        await File.WriteAllBytesAsync(Path.Combine(folder, ModelManifest.ManifestFile), manifest.ToJson(), Cancellation);
        await models.StageAsync(Here, new("run-1"), "w", folder, Cancellation);
        await models.PublishAsync(Here, new ModelRelease(new(1), 1), new("run-1"), "w", Cancellation);
        await Of("sender").ExportAsync(Here, new(1), Of("receiver").Identity, Export, Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_receiver_opens_it_under_the_name_that_its_store_has_there()
    {
        var run = await Of("receiver").ImportAsync(There, Of("sender").Identity, Export, Cancellation);
        var manifest = await StoreOf("receiver").PublishAsync(
            There, new ModelRelease(new(4), 9), run, ModelImport.Worker, Cancellation);

        using var opened = await StoreOf("receiver").OpenAsync(There, new ModelRelease(new(4), 9), Cancellation);

        Assert.Equal(There.Value, manifest.Store);
        Assert.Null(ModelImport.Check("run", run.Value));
        Assert.Equal(ModelManifest.EncoderFile, await File.ReadAllTextAsync(
            Path.Combine(opened!.Folder, ModelManifest.EncoderFile), Cancellation));
    }

    [Theory]
    [InlineData("sender")]
    [InlineData("other")]
    public async Task Nobody_else_opens_it_not_even_who_sent_it(string cluster) => Assert.Equal(
        ArtifactRefusal.KeyUnknown, await RefusalOf(Of(cluster).ImportAsync(There, Of("sender").Identity, Export, Cancellation)));

    [Fact]
    public async Task It_is_refused_from_somebody_who_is_not_the_sender_that_was_named() => Assert.Equal(
        ArtifactRefusal.Forged, await RefusalOf(Of("receiver").ImportAsync(There, Of("other").Identity, Export, Cancellation)));

    [Fact]
    public async Task Two_hundred_files_with_a_bit_changed_or_the_end_cut_off_are_refused()
    {
        var whole = await File.ReadAllBytesAsync(Export, Cancellation);
        var random = new Random(1);
        var refused = 0;
        for (var trial = 0; trial < 200; trial++)
        {
            byte[] changed = trial % 2 == 0 ? [.. whole] : whole[..random.Next(1, whole.Length)];
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(_folder.File("changed"), changed, Cancellation);

            await RefusalOf(Of("receiver").ImportAsync(There, Of("sender").Identity, _folder.File("changed"), Cancellation));
            refused++;
        }

        Assert.Equal(200, refused);
    }

    [Fact]
    public void An_identity_holds_nothing_of_the_private_keys()
    {
        var keys = _folder.File("sender.keys");
        ModelKeyFiles.IdentityOf(keys).Write(_folder.File("identity"));

        var identity = File.ReadAllText(_folder.File("identity"));

        Assert.All(
            ModelKeyFile.Read(keys).Wrapping.Concat(ModelKeyFile.Read(keys).Signing).Append(ModelKeyFile.Read(keys).Exchange),
            key => Assert.DoesNotContain(Convert.ToBase64String(key.Key), identity, StringComparison.Ordinal));
        Assert.Equal(Of("sender").Identity.Exchange, ModelIdentity.Read(_folder.File("identity")).Exchange);
    }

    private static async Task<ArtifactRefusal> RefusalOf(Task import) =>
        (await Assert.ThrowsAsync<ArtifactRefusedException>(() => import)).Refusal;

    private ModelExchange Of(string cluster) => new(StoreOf(cluster), new(_folder.File(cluster)), KeysOf(cluster));

    private FolderModelStore StoreOf(string cluster) => new(new(_folder.File(cluster)), KeysOf(cluster));

    private ModelKeyring KeysOf(string cluster) => new(_folder.File($"{cluster}.keys"), isOurs: true, TimeProvider.System);
}
