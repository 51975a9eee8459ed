using SmartRetail.Recommender.Models;
using SmartRetail.Storage;
using SmartRetail.Storage.Models.Protection;
using SmartRetail.UnitTests.Storage.Models;

namespace SmartRetail.UnitTests.Storage.Postgres;

/// <summary>Each storage here has a data folder of its own, as on another machine.</summary>
public sealed class PostgresModelStoreTests(SharedPostgres server) : ModelStoreConformance
{
    private readonly PostgresFixture _database = new(server);
    private readonly TemporaryFolder _folder = new();
    private readonly List<RetailStorage> _storages = [];

    public override async ValueTask DisposeAsync()
    {
        foreach (var storage in _storages)
        {
            await storage.DisposeAsync();
        }

        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Fetches_again_what_was_changed_in_the_folder()
    {
        await Stage(Write());
        await Publish();
        await Open();
        await File.AppendAllTextAsync(
            _folder.File($"machine-0/models/shop/1/{ModelManifest.EncoderFile}"), "more", Cancellation);

        var again = await Open();

        Assert.Equal("encoder", await ReadEncoder(again!));
    }

    [Fact]
    public async Task Holds_nothing_in_clear()
    {
        await Stage(Write(encoder: "what the encoder is"));
        await Publish();

        using var opened = await Open();

        Assert.Equal(0L, _database.Scalar("SELECT count(*) FROM model_chunk WHERE position('encoder'::bytea in content) > 0"));
        Assert.DoesNotContain(
            "encoder",
            await File.ReadAllTextAsync(_folder.File($"machine-0/models/shop/1/{ModelManifest.EncoderFile}"), Cancellation),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_back_a_file_of_several_chunks_as_it_was()
    {
        var encoder = new string('x', 1_048_576) + new string('y', 1_048_576) + "z";
        await Stage(Write(encoder: encoder));
        await Publish();

        var opened = await Open();

        Assert.Equal(encoder, await ReadEncoder(opened!));
        Assert.Equal(3L, _database.Scalar("SELECT count(*) FROM model_chunk WHERE file = 'encoder.onnx'"));
    }

    protected override async Task<IModelStore> OpenStoreAsync()
    {
        var options = await _database.OptionsAsync();
        options.DataFolder = _folder.File($"machine-{_storages.Count}");
        options.ModelKeyFile = _folder.File("model.keys");
        ModelKeyFile.TryCreate(options.ModelKeyFile, ModelKeys.Create(DateTimeOffset.UnixEpoch));
        _storages.Add(await RetailStorage.OpenAsync(options));
        return _storages[^1].Models;
    }
}
