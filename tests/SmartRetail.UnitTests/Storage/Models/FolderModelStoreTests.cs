using SmartRetail.Recommender.Models;
using SmartRetail.Storage.Models;

namespace SmartRetail.UnitTests.Storage.Models;

public sealed class FolderModelStoreTests : ModelStoreConformance
{
    private readonly TemporaryFolder _folder = new();

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Refuses_to_open_a_published_file_that_was_changed()
    {
        await Stage(Write());
        await Publish();
        await File.AppendAllTextAsync(_folder.File($"shop/1/{ModelManifest.MatrixFile}"), "more", Cancellation);

        await Assert.ThrowsAsync<InvalidDataException>(Open);
    }

    protected override Task<IModelStore> OpenStoreAsync() =>
        Task.FromResult<IModelStore>(new FolderModelStore(new(_folder.Path)));
}
