using Microsoft.Extensions.Options;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Recommender.Models;
using SmartRetail.Serving;
using SmartRetail.Training.Processes;

namespace SmartRetail.ModelTests.Processes;

/// <summary>The artifact of an earlier fit, as a fit reads the active model; without a folder there is none.</summary>
internal sealed class FittedModels(string? folder = null) : IModelStore
{
    public static PublishedModels None { get; } = Of(null);

    public static PublishedModels Of(string? folder) => new(
        new FittedModels(folder), new OnnxModelLoader(Options.Create(new ServingOptions()), new(new("tests"))));

    public async Task<StoredModel?> OpenAsync(StoreId store, ModelRelease release, CancellationToken cancellationToken)
    {
        if (folder is null)
        {
            return null;
        }

        var json = await File.ReadAllBytesAsync(Path.Combine(folder, ModelManifest.ManifestFile), cancellationToken);
        return new(ModelManifest.FromJson(json) with { Version = release.Version.Value }, folder);
    }

    public string GetStagingFolder(StoreId store, TrainingRunId run, string worker) => throw new NotSupportedException();

    public Task StageAsync(
        StoreId store, TrainingRunId run, string worker, string staged, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ModelManifest> PublishAsync(
        StoreId store, ModelRelease release, TrainingRunId run, string worker, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ModelManifest?> FindAsync(StoreId store, ModelRelease release, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> RewrapAsync(StoreId store, ModelRelease release, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task DiscardAsync(StoreId store, TrainingRunId run, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
