using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Recommender.Models;

namespace SmartRetail.UnitTests.Storage.Models;

/// <summary>What a model store promises, wherever the artifacts lie.</summary>
public abstract class ModelStoreConformance : IAsyncLifetime
{
    private const string Worker = "worker-0";
    private static readonly StoreId Store = new("shop");
    private static readonly TrainingRunId Run = new("run-1");
    private static readonly ModelVersion Version = new(1);
    private const long Epoch = 7;

    private IModelStore _models = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _models = await OpenStoreAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>Returns the store as another process on this machine sees it.</summary>
    protected abstract Task<IModelStore> OpenStoreAsync();

    [Fact]
    public async Task Opens_what_was_published_under_its_version()
    {
        await Stage(Write());
        var published = await Publish();

        var opened = await Open();

        Assert.Equal(1, published.Version);
        Assert.Equal(1, opened!.Manifest.Version);
        Assert.Equal("encoder", await ReadEncoder(opened));
        Assert.Null(await _models.OpenAsync(Store, new(Version.Next()), Cancellation));
        Assert.Null(await _models.FindAsync(Store, new(Version.Next()), Cancellation));
    }

    [Fact]
    public async Task What_is_opened_is_gone_when_it_is_let_go()
    {
        await Stage(Write());
        await Publish();

        var opened = (await Open())!;
        opened.Dispose();
        var again = (await Open())!;

        Assert.False(Directory.Exists(opened.Folder));
        Assert.Equal("encoder", await ReadEncoder(again));
    }

    [Fact]
    public async Task Refuses_a_seal_that_is_older_than_the_registry_knows()
    {
        await Stage(Write());
        await Publish();

        var refused = await Assert.ThrowsAsync<ArtifactRefusedException>(() => Open(Epoch + 1));

        Assert.Equal(ArtifactRefusal.Replayed, refused.Refusal);
        Assert.NotNull(await Open(Epoch));
    }

    [Fact]
    public async Task Opens_with_a_new_seal_as_before_and_takes_no_older_one_for_it()
    {
        await Stage(Write());
        await Publish();

        var isThere = await _models.RewrapAsync(Store, new ModelRelease(Version, Epoch + 1), Cancellation);
        var opened = (await Open(Epoch + 1))!;

        Assert.True(isThere);
        Assert.Equal("encoder", await ReadEncoder(opened));
        Assert.False(await _models.RewrapAsync(Store, new ModelRelease(Version.Next(), 1), Cancellation));
    }

    [Theory]
    [InlineData(ModelManifest.EncoderFile)]
    [InlineData(ModelManifest.VocabularyFile)]
    [InlineData(ModelManifest.MatrixFile)]
    public async Task Refuses_a_staged_file_that_is_torn_or_missing(string file)
    {
        var torn = Write("torn");
        await File.WriteAllTextAsync(Path.Combine(torn, file), "half", Cancellation);
        var missing = Write("missing");
        File.Delete(Path.Combine(missing, file));

        await Assert.ThrowsAsync<InvalidDataException>(() => Stage(torn, "torn"));
        await Assert.ThrowsAsync<InvalidDataException>(() => Stage(missing, "missing"));

        Assert.Null(await Open());
    }

    [Fact]
    public async Task Refuses_an_artifact_without_its_manifest()
    {
        var written = Write();
        File.Delete(Path.Combine(written, ModelManifest.ManifestFile));

        await Assert.ThrowsAsync<InvalidDataException>(() => Stage(written));
    }

    [Fact]
    public async Task Refuses_a_manifest_that_leads_out_of_its_folder()
    {
        var written = Write();
        await File.WriteAllTextAsync(Path.Combine(written, "..", "outside"), "x", Cancellation);
        var manifest = ManifestOf("encoder");
        WriteManifest(written, manifest with { Sha256 = manifest.Sha256.Add("../outside", Digest("x")) });

        await Assert.ThrowsAsync<InvalidDataException>(() => Stage(written));
    }

    [Fact]
    public async Task Refuses_a_model_of_another_store() =>
        await Assert.ThrowsAsync<InvalidDataException>(
            () => _models.StageAsync(new("other-shop"), Run, Worker, Write(), Cancellation));

    [Fact]
    public async Task Publishes_a_version_once()
    {
        await Stage(Write("first"), "first");
        await Stage(Write("second"), "second");
        await Publish("first");

        await Assert.ThrowsAsync<InvalidOperationException>(() => Publish("second"));
    }

    [Fact]
    public async Task Answers_a_repeated_publication_with_what_was_published()
    {
        await Stage(Write());
        var first = await Publish();

        var again = await Publish();

        Assert.Equal(first.ToJson(), again.ToJson());
    }

    [Fact]
    public async Task Does_not_publish_what_nobody_has_staged() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => Publish());

    [Fact]
    public async Task Publishes_what_a_worker_staged_last()
    {
        await Stage(Write());
        await Stage(Write(encoder: "better encoder"));

        await Publish();

        Assert.Equal("better encoder", await ReadEncoder((await Open())!));
    }

    [Fact]
    public async Task Shows_another_process_what_was_published()
    {
        await Stage(Write());
        await Publish();

        var opened = await (await OpenStoreAsync()).OpenAsync(Store, new(Version), Cancellation);

        Assert.Equal("encoder", await ReadEncoder(opened!));
    }

    [Fact]
    public async Task Discards_what_a_run_has_staged_and_nothing_else()
    {
        await Stage(Write());
        var kept = _models.GetStagingFolder(Store, new("run-2"), Worker);

        await _models.DiscardAsync(Store, Run, Cancellation);

        await Assert.ThrowsAsync<InvalidDataException>(() => Publish());
        Assert.True(Directory.Exists(kept));
    }

    [Fact]
    public async Task Keeps_what_was_published_when_its_run_is_discarded()
    {
        await Stage(Write());
        await Publish();

        await _models.DiscardAsync(Store, Run, Cancellation);

        Assert.Equal("encoder", await ReadEncoder((await Open())!));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("")]
    public void Refuses_a_worker_that_cannot_name_a_folder(string worker) =>
        Assert.Throws<ArgumentException>(() => _models.GetStagingFolder(Store, Run, worker));

    protected Task Stage(string folder, string worker = Worker) =>
        _models.StageAsync(Store, Run, worker, folder, Cancellation);

    protected Task<ModelManifest> Publish(string worker = Worker) =>
        _models.PublishAsync(Store, new(Version, Epoch), Run, worker, Cancellation);

    protected Task<StoredModel?> Open(long epoch = 0) => _models.OpenAsync(Store, new(Version, epoch), Cancellation);

    protected static Task<string> ReadEncoder(StoredModel model) =>
        File.ReadAllTextAsync(Path.Combine(model.Folder, ModelManifest.EncoderFile), Cancellation);

    /// <summary>Writes an artifact to a worker's folder.</summary>
    protected string Write(string worker = Worker, string encoder = "encoder")
    {
        var folder = _models.GetStagingFolder(Store, Run, worker);
        File.WriteAllText(Path.Combine(folder, ModelManifest.EncoderFile), encoder);
        File.WriteAllText(Path.Combine(folder, ModelManifest.VocabularyFile), "teapot\n");
        File.WriteAllText(Path.Combine(folder, ModelManifest.MatrixFile), "matrix");
        WriteManifest(folder, ManifestOf(encoder));
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
