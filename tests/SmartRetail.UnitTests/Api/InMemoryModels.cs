using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Training;

namespace SmartRetail.UnitTests.Api;

/// <summary>Two published models, of which the second is active at first.</summary>
internal sealed class InMemoryModels : IModelRegistryGrain
{
    private readonly List<ModelEvent> _events = [];

    private ModelVersion _active = new(2);

    private ShadowReport? _shadow;

    public Task<ModelList> List(CancellationToken cancellationToken = default) =>
        Task.FromResult(new ModelList(_active, [Summary(2), Summary(1)], Privacy: new(2.5, 1e-5, Models: 2, Others: 0, IsSeeded: false)));

    public Task<ModelVersion> Publish(
        TrainingRunId run, string worker, GateDecision? gate = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The API is not meant to call this.");

    public Task<ModelVersion?> Import(
        TrainingRunId run, string? by = null, CancellationToken cancellationToken = default) =>
        Task.FromResult<ModelVersion?>(run.Value == "import-00000000000000000000000000000001" ? new ModelVersion(3) : null);

    public Task<int> Rewrap(string? by = null, CancellationToken cancellationToken = default) => Task.FromResult(2);

    public Task Reject(TrainingRunId run, GateDecision gate, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The API is not meant to call this.");

    public Task<ImmutableArray<ModelEvent>> History(CancellationToken cancellationToken = default) =>
        Task.FromResult<ImmutableArray<ModelEvent>>([.. _events]);

    public Task<ModelActivation> Activate(
        ModelVersion version, string? by = null, CancellationToken cancellationToken = default)
    {
        var exists = version.Value is 1 or 2;
        if (exists)
        {
            _events.Insert(0, new(DateTimeOffset.UnixEpoch, ModelEventKind.Activated, version, _active, null, by, null));
            _active = version;
        }

        return Task.FromResult(exists ? ModelActivation.Done : ModelActivation.Unknown);
    }

    public Task<ShadowStart> StartShadow(
        ModelVersion version,
        double share,
        TimeSpan duration,
        string? by = null,
        CancellationToken cancellationToken = default)
    {
        if (version.Value is not (1 or 2))
        {
            return Task.FromResult(ShadowStart.Unknown);
        }

        if (version == _active)
        {
            return Task.FromResult(ShadowStart.IsActive);
        }

        var counts = ShadowFigures.None.ActiveCounts.SetItem(88, 100);
        _shadow = new(
            new(version, _active, share, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch + duration, by),
            new(2, 2, 100, 75, 80, 50, 1, 3, counts, counts, "it threw"));
        return Task.FromResult(ShadowStart.Done);
    }

    public Task<ShadowReport?> StopShadow(ModelVersion version, CancellationToken cancellationToken = default)
    {
        _shadow = _shadow is null ? null : _shadow with { EndedAt = DateTimeOffset.UnixEpoch, End = ShadowEnd.Stopped };
        return ReadShadow(version, cancellationToken);
    }

    public Task<ShadowReport?> ReadShadow(ModelVersion? version = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(version is null || _shadow?.Plan.Candidate == version ? _shadow : null);

    private static ModelSummary Summary(int version) => new(
        new(version),
        "sasrec",
        DateTimeOffset.UnixEpoch,
        3,
        ImmutableSortedDictionary<string, double>.Empty.Add("ndcg@10", 0.05).Add("mrr", double.NaN),
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>>.Empty,
        ImmutableSortedDictionary<string, double>.Empty.Add("fit", 1200),
        "estimate",
        new TrainingRunId("run-1"),
        "ab");
}
