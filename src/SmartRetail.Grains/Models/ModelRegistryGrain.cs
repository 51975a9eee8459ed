using System.Security.Cryptography;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Models;

namespace SmartRetail.Grains.Models;

/// <summary>Owns the order of a store's models and which one is active; kept in grain storage.</summary>
[GrainType("model-registry")]
internal sealed class ModelRegistryGrain(
    [PersistentState("model-registry", GrainStorage.Name)] IPersistentState<ModelRegistryState> state,
    IModelStore store,
    ServingSilos silos) : Grain, IModelRegistryGrain
{
    private StoreId Store => new(this.GetPrimaryKeyString());

    public Task<ModelList> List(CancellationToken cancellationToken) =>
        Task.FromResult(new ModelList(
            state.State.Active, [.. state.State.Models.OrderByDescending(model => model.Version)]));

    public async Task<ModelVersion> Publish(
        TrainingRunId run, string worker, CancellationToken cancellationToken)
    {
        if (state.State.Models.Find(model => model.Run == run) is { } published)
        {
            return published.Version;
        }

        var version = state.State.Models.Count == 0 ? new ModelVersion(1) : state.State.Models[^1].Version.Next();

        // A crash between the move and the write below leaves the artifact in place; then it is this run's already.
        var manifest = (await store.OpenAsync(Store, version, cancellationToken))?.Manifest is { } moved && moved.Run == run.Value
            ? moved
            : await store.PublishAsync(Store, version, run, worker, cancellationToken);
        state.State.Models.Add(ToSummary(manifest, version, run));
        await Write();
        return version;
    }

    public async Task<bool> Activate(ModelVersion version, CancellationToken cancellationToken)
    {
        if (!state.State.Models.Exists(model => model.Version == version))
        {
            return false;
        }

        state.State.Active = version;
        await Write();
        await silos.ToAll(silo => silo.ActivateModel(Store, version));
        return true;
    }

    private static ModelSummary ToSummary(ModelManifest manifest, ModelVersion version, TrainingRunId run) => new(
        version,
        manifest.Architecture,
        manifest.CreatedAt,
        manifest.Items,
        manifest.Metrics,
        manifest.Floors,
        manifest.Joules,
        manifest.EnergySource,
        run,
        Convert.ToHexStringLower(SHA256.HashData(manifest.ToJson())));

    private async Task Write()
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What was not written must not be answered from: read again on the next activation.
            DeactivateOnIdle();
            throw;
        }
    }
}
