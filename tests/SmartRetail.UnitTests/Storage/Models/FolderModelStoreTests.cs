using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Models;
using SmartRetail.Storage.Models;

namespace SmartRetail.UnitTests.Storage.Models;

public sealed class FolderModelStoreTests : IDisposable
{
    private static readonly StoreId Store = new("shop");
    private static readonly TrainingRunId Run = new("run-1");
    private static readonly ModelVersion Version = new(1);

    private readonly TemporaryFolder _folder = new();
    private readonly FolderModelStore _models;

    public FolderModelStoreTests() => _models = new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Opens_what_was_published_under_its_version()
    {
        var published = await Publish(Stage());

        var opened = await Open();

        Assert.Equal(1, published.Version);
        Assert.Equal(1, opened!.Manifest.Version);
        Assert.Equal("encoder", await File.ReadAllTextAsync(
            Path.Combine(opened.Folder, ModelManifest.EncoderFile), Cancellation));
        Assert.Null(await _models.OpenAsync(Store, Version.Next(), Cancellation));
    }

    [Theory]
    [InlineData(ModelManifest.EncoderFile)]
    [InlineData(ModelManifest.VocabularyFile)]
    [InlineData(ModelManifest.MatrixFile)]
    public async Task Refuses_a_staged_file_that_is_torn_or_missing(string file)
    {
        var torn = Stage("torn");
        await File.WriteAllTextAsync(Path.Combine(torn, file), "half", Cancellation);
        var missing = Stage("missing");
        File.Delete(Path.Combine(missing, file));

        await Assert.ThrowsAsync<InvalidDataException>(() => Publish(torn));
        await Assert.ThrowsAsync<InvalidDataException>(() => Publish(missing));

        Assert.Null(await Open());
    }

    [Fact]
    public async Task Refuses_an_artifact_without_its_manifest()
    {
        var staged = Stage();
        File.Delete(Path.Combine(staged, ModelManifest.ManifestFile));

        await Assert.ThrowsAsync<InvalidDataException>(() => Publish(staged));
    }

    [Fact]
    public async Task Refuses_to_open_a_published_file_that_was_changed()
    {
        await Publish(Stage());
        await File.AppendAllTextAsync(
            _folder.File($"shop/1/{ModelManifest.MatrixFile}"), "more", Cancellation);

        await Assert.ThrowsAsync<InvalidDataException>(Open);
    }

    [Fact]
    public async Task Refuses_a_manifest_that_leads_out_of_its_folder()
    {
        var staged = Stage();
        await File.WriteAllTextAsync(Path.Combine(staged, "..", "outside"), "x", Cancellation);
        var manifest = ManifestOf("encoder");
        WriteManifest(staged, manifest with { Sha256 = manifest.Sha256.Add("../outside", Digest("x")) });

        await Assert.ThrowsAsync<InvalidDataException>(() => Publish(staged));
    }

    [Fact]
    public async Task Refuses_a_model_of_another_store() =>
        await Assert.ThrowsAsync<InvalidDataException>(
            () => _models.PublishAsync(new("other-shop"), Version, Stage(), Cancellation));

    [Fact]
    public async Task Publishes_a_version_once()
    {
        await Publish(Stage("first"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => Publish(Stage("second")));
    }

    [Fact]
    public async Task Answers_a_repeated_publication_with_what_was_published()
    {
        var staged = Stage();
        var first = await Publish(staged);

        var again = await Publish(staged);

        Assert.Equal(first.ToJson(), again.ToJson());
    }

    [Fact]
    public async Task Discards_what_a_run_has_staged_and_nothing_else()
    {
        var discarded = Stage();
        var kept = _models.GetStagingFolder(Store, new("run-2"), "worker");

        await _models.DiscardAsync(Store, Run, Cancellation);

        Assert.False(Directory.Exists(discarded));
        Assert.True(Directory.Exists(kept));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("")]
    public void Refuses_a_worker_that_cannot_name_a_folder(string worker) =>
        Assert.Throws<ArgumentException>(() => _models.GetStagingFolder(Store, Run, worker));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<ModelManifest> Publish(string staged) => _models.PublishAsync(Store, Version, staged, Cancellation);

    private Task<StoredModel?> Open() => _models.OpenAsync(Store, Version, Cancellation);

    private string Stage(string worker = "worker")
    {
        var folder = _models.GetStagingFolder(Store, Run, worker);
        File.WriteAllText(Path.Combine(folder, ModelManifest.EncoderFile), "encoder");
        File.WriteAllText(Path.Combine(folder, ModelManifest.VocabularyFile), "teapot\n");
        File.WriteAllText(Path.Combine(folder, ModelManifest.MatrixFile), "matrix");
        WriteManifest(folder, ManifestOf("encoder"));
        return folder;
    }

    private static void WriteManifest(string folder, ModelManifest manifest) =>
        File.WriteAllBytes(Path.Combine(folder, ModelManifest.ManifestFile), manifest.ToJson());

    private static ModelManifest ManifestOf(string encoder) => new()
    {
        Store = Store.Value,
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
        Sha256 = ImmutableSortedDictionary<string, string>.Empty
            .Add(ModelManifest.EncoderFile, Digest(encoder))
            .Add(ModelManifest.VocabularyFile, Digest("teapot\n"))
            .Add(ModelManifest.MatrixFile, Digest("matrix")),
    };

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
