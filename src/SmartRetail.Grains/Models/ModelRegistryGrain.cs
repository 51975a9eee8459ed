using System.Collections.Immutable;
using System.Security.Cryptography;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Training;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Models;

namespace SmartRetail.Grains.Models;

/// <summary>Owns the order of a store's models and which one is active; kept in grain storage.</summary>
[GrainType("model-registry")]
internal sealed class ModelRegistryGrain(
    [PersistentState("model-registry", GrainStorage.Name)] IPersistentState<ModelRegistryState> state,
    IModelStore store,
    ServingSilos silos,
    TimeProvider clock) : Grain, IModelRegistryGrain
{
    private StoreId Store => new(this.GetPrimaryKeyString());

    public Task<ModelList> List(CancellationToken cancellationToken) =>
        Task.FromResult(new ModelList(
            state.State.Active, [.. state.State.Models.OrderByDescending(model => model.Version)]));

    public async Task<ModelVersion> Publish(
        TrainingRunId run, string worker, GateDecision? gate, CancellationToken cancellationToken)
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
        state.State.Models.Add(ToSummary(manifest, version, run) with { Gate = gate });
        Note(ModelEventKind.Published, version, run, null, gate);
        await Write();
        return version;
    }

    public Task Reject(TrainingRunId run, GateDecision gate, CancellationToken cancellationToken)
    {
        if (state.State.Events.Exists(noted => noted.Kind == ModelEventKind.Rejected && noted.Run == run))
        {
            return Task.CompletedTask;
        }

        Note(ModelEventKind.Rejected, null, run, null, gate);
        return Write();
    }

    public Task<ImmutableArray<ModelEvent>> History(CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<ModelEvent>>([.. state.State.Events.AsEnumerable().Reverse()]);

    public async Task<bool> Activate(ModelVersion version, string? by, CancellationToken cancellationToken)
    {
        if (state.State.Models.Find(model => model.Version == version) is not { } found)
        {
            return false;
        }

        if (state.State.Active != version)
        {
            Note(ModelEventKind.Activated, version, found.Run, by, found.Gate);
            state.State.Active = version;
            await Write();
        }

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
        Convert.ToHexStringLower(SHA256.HashData(manifest.ToJson())),
        ReadAt: manifest.ReadAt);

    private void Note(ModelEventKind kind, ModelVersion? version, TrainingRunId? run, string? by, GateDecision? gate)
    {
        state.State.Events.Add(new(clock.GetUtcNow(), kind, version, state.State.Active, run, by, gate));
        if (state.State.Events.Count > ModelEvent.Kept)
        {
            state.State.Events.RemoveAt(0);
        }
    }

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
