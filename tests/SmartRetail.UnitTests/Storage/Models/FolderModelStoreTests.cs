using SmartRetail.Recommender.Models;
using SmartRetail.Storage.Models;

namespace SmartRetail.UnitTests.Storage.Models;

public sealed class FolderModelStoreTests : ModelStoreConformance
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _keys = new();

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        _keys.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Refuses_to_open_a_published_file_that_was_changed()
    {
        await Stage(Write());
        await Publish();
        await File.AppendAllTextAsync(_folder.File($"shop/1/{ModelManifest.MatrixFile}"), "more", Cancellation);

        var refused = await Assert.ThrowsAsync<ArtifactRefusedException>(() => Open());

        Assert.Equal(ArtifactRefusal.Torn, refused.Refusal);
    }

    [Fact]
    public async Task Refuses_what_is_from_before_models_were_sealed()
    {
        await Stage(Write());
        await Publish();
        File.Delete(_folder.File("shop/1/seal.json"));

        var refused = await Assert.ThrowsAsync<ArtifactRefusedException>(() => Open());

        Assert.Equal(ArtifactRefusal.Unsealed, refused.Refusal);
        Assert.Contains("train anew", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Holds_nothing_in_clear()
    {
        await Stage(Write(encoder: "what the encoder is"));
        await Publish();

        var files = Directory.GetFiles(_folder.Path, ModelManifest.EncoderFile, SearchOption.AllDirectories);

        Assert.DoesNotContain("encoder", await File.ReadAllTextAsync(Assert.Single(files), Cancellation), StringComparison.Ordinal);
    }

    protected override Task<IModelStore> OpenStoreAsync() =>
        Task.FromResult<IModelStore>(new FolderModelStore(
            new(_folder.Path), new(_keys.File("model.keys"), isOurs: true, TimeProvider.System)));
}
