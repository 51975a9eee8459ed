using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Training;
using SmartRetail.Grains.Replicas;
using SmartRetail.Grains.Shadows;
using SmartRetail.Recommender.Models;

namespace SmartRetail.Grains.Models;

/// <summary>Owns the order of a store's models and which one is active; kept in grain storage.</summary>
[GrainType("model-registry")]
internal sealed partial class ModelRegistryGrain(
    [PersistentState("model-registry", GrainStorage.Name)] IPersistentState<ModelRegistryState> state,
    IModelStore store,
    ServingSilos silos,
    TimeProvider clock,
    ILogger<ModelRegistryGrain> logger) : Grain, IModelRegistryGrain
{
    private StoreId Store => new(this.GetPrimaryKeyString());

    private ShadowKeeper Shadows => new(Store, state.State, silos, clock, Write);

    public Task<ModelList> List(CancellationToken cancellationToken) =>
        Task.FromResult(new ModelList(
            state.State.Active,
            [.. state.State.Models.OrderByDescending(model => model.Version)],
            Shadows.Current,
            PrivacyTotals.Of(state.State.Models)));

    public Task<ModelVersion> Publish(
        TrainingRunId run, string worker, GateDecision? gate, CancellationToken cancellationToken) =>
        Publish(run, worker, ModelEventKind.Published, null, gate, cancellationToken);

    public async Task<ModelVersion?> Import(TrainingRunId run, string? by, CancellationToken cancellationToken)
    {
        try
        {
            return await Publish(run, ModelImport.Worker, ModelEventKind.Imported, by, null, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    public async Task<int> Rewrap(string? by, CancellationToken cancellationToken)
    {
        var rewrapped = 0;
        for (var at = 0; at < state.State.Models.Count; at++)
        {
            // Written after each: a seal that the registry does not know of yet is newer than it asks for, and good.
            var model = state.State.Models[at] with { Epoch = state.State.Epoch + 1 };
            if (await TryRewrap(model.Release, cancellationToken))
            {
                state.State.Models[at] = model;
                state.State.Epoch = model.Epoch;
                rewrapped++;
                await Write();
            }
        }

        Note(ModelEventKind.Rewrapped, state.State.Active, null, by, null);
        await Write();
        return rewrapped;
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

    public async Task<ModelActivation> Activate(
        ModelVersion version, string? by, CancellationToken cancellationToken)
    {
        if (state.State.Models.Find(model => model.Version == version) is not { } found)
        {
            return ModelActivation.Unknown;
        }

        if (!await IsSound(found.Release, cancellationToken))
        {
            return ModelActivation.Refused;
        }

        if (state.State.Active != version)
        {
            Note(ModelEventKind.Activated, version, found.Run, by, found.Gate);
            state.State.Active = version;
            await Write();
        }

        await silos.ToAll(silo => silo.ActivateModel(Store, found.Release));
        if (Shadows.Current is { } shadow && shadow.Against != version)
        {
            await Shadows.EndAsync(ShadowEnd.Activated);
        }

        return ModelActivation.Done;
    }

    public async Task<ShadowStart> StartShadow(
        ModelVersion version, double share, TimeSpan duration, string? by, CancellationToken cancellationToken)
    {
        var errors = ShadowPlan.Check(share, duration.TotalMinutes);
        if (!errors.IsEmpty)
        {
            throw new ArgumentException(errors[0].ToString());
        }

        if (state.State.Models.Find(model => model.Version == version) is not { } found)
        {
            return ShadowStart.Unknown;
        }

        if (state.State.Active is not { } active || active == version)
        {
            return state.State.Active is null ? ShadowStart.NoneActive : ShadowStart.IsActive;
        }

        if (!await IsSound(found.Release, cancellationToken))
        {
            return ShadowStart.Refused;
        }

        await Shadows.StartAsync(found.Release, share, duration, by);
        return ShadowStart.Done;
    }

    public async Task<ShadowReport?> StopShadow(ModelVersion version, CancellationToken cancellationToken) =>
        state.State.Shadow?.Plan.Candidate == version ? await Shadows.EndAsync(ShadowEnd.Stopped) : null;

    public Task<ShadowReport?> ReadShadow(ModelVersion? version, CancellationToken cancellationToken) =>
        Shadows.ReadAsync(version);

    /// <summary>
    /// Opens the artifact once, every file of it. A silo that starts without a model to go on with would have none: what is
    /// refused does not become the active one.
    /// </summary>
    private async Task<bool> IsSound(ModelRelease release, CancellationToken cancellationToken)
    {
        try
        {
            using var opened = await store.OpenAsync(Store, release, cancellationToken);
            if (opened is null)
            {
                LogNotOpened(Store, release.Version, "its artifact is gone");
            }

            return opened is not null;
        }
        catch (ArtifactRefusedException error)
        {
            LogNotOpened(Store, release.Version, error.Message);
            return false;
        }
    }

    private async Task<bool> TryRewrap(ModelRelease release, CancellationToken cancellationToken)
    {
        try
        {
            return await store.RewrapAsync(Store, release, cancellationToken);
        }
        catch (ArtifactRefusedException error)
        {
            LogNotRewrapped(Store, release.Version, error.Message);
            return false;
        }
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
        ReadAt: manifest.ReadAt,
        Intervals: manifest.Intervals,
        FloorIntervals: manifest.FloorIntervals,
        Privacy: manifest.Privacy,
        Parent: manifest.Parent is { } parent ? new(parent) : null,
        DataFingerprint: manifest.DataFingerprint,
        Counts: manifest.Counts,
        GramsPerKwh: manifest.GramsPerKwh);

    private async Task<ModelVersion> Publish(
        TrainingRunId run,
        string worker,
        ModelEventKind kind,
        string? by,
        GateDecision? gate,
        CancellationToken cancellationToken)
    {
        if (state.State.Models.Find(model => model.Run == run) is { } published)
        {
            return published.Version;
        }

        var version = state.State.Models.Count == 0 ? new ModelVersion(1) : state.State.Models[^1].Version.Next();
        var release = new ModelRelease(version, state.State.Epoch + 1);

        // A crash between the move and the write below leaves the artifact in place; then it is this run's already.
        var manifest = await store.FindAsync(Store, new(version), cancellationToken) is { } moved && moved.Run == run.Value
            ? moved
            : await store.PublishAsync(Store, release, run, worker, cancellationToken);
        state.State.Epoch = release.Epoch;
        state.State.Models.Add(ToSummary(manifest, version, run) with { Gate = gate, Epoch = release.Epoch });
        Note(kind, version, run, by, gate);
        await Write();
        return version;
    }

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

    [LoggerMessage(LogLevel.Error, "Model {Version} of store {Store} keeps the seal it has: {Reason}")]
    private partial void LogNotRewrapped(StoreId store, ModelVersion version, string reason);

    [LoggerMessage(LogLevel.Error, "Model {Version} of store {Store} does not rank: {Reason}")]
    private partial void LogNotOpened(StoreId store, ModelVersion version, string reason);
}
