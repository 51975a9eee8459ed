using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;

namespace SmartRetail.UnitTests.Api;

/// <summary>
/// Runs one training run after another. Each look at a run's progress moves it on: three steps of fitting, then the end.
/// </summary>
internal sealed class InMemoryTrainer : IModelTrainerGrain
{
    private const long LastRevision = 4;

    private readonly List<TrainingRunStatus> _runs = [];

    public TrainingPlan? LastPlan { get; private set; }

    public Task<TrainingRunId?> Start(
        TrainingPlan plan, string? reason = null, CancellationToken cancellationToken = default)
    {
        LastPlan = plan;
        if (_runs.Any(run => !run.IsFinal))
        {
            return Task.FromResult<TrainingRunId?>(null);
        }

        var id = new TrainingRunId($"run-{_runs.Count + 1}");
        _runs.Add(Status(id, 1, TrainingRunState.Fitting) with { Privacy = plan.Privacy });
        return Task.FromResult<TrainingRunId?>(id);
    }

    public Task<TrainingRunStatus?> Get(TrainingRunId run, CancellationToken cancellationToken = default) =>
        Task.FromResult(_runs.Find(status => status.Run == run));

    public Task<ImmutableArray<TrainingRunStatus>> List(CancellationToken cancellationToken = default) =>
        Task.FromResult<ImmutableArray<TrainingRunStatus>>([.. _runs]);

    public Task<TrainingRunStatus?> Watch(
        TrainingRunId run, long afterRevision, CancellationToken cancellationToken = default)
    {
        var index = _runs.FindIndex(status => status.Run == run);
        var state = afterRevision + 1 < LastRevision ? TrainingRunState.Fitting : TrainingRunState.Completed;
        _runs[index] = Status(run, afterRevision + 1, state);
        return Task.FromResult<TrainingRunStatus?>(_runs[index]);
    }

    public Task<bool> Cancel(TrainingRunId run, CancellationToken cancellationToken = default)
    {
        var index = _runs.FindIndex(status => status.Run == run && !status.IsFinal);
        if (index >= 0)
        {
            _runs[index] = Status(run, _runs[index].Revision + 1, TrainingRunState.Cancelled);
        }

        return Task.FromResult(index >= 0);
    }

    public Task Resume(CancellationToken cancellationToken = default) => Task.CompletedTask;

    private static TrainingRunStatus Status(TrainingRunId run, long revision, TrainingRunState state) => new(
        run, revision, "sasrec", state, 1, 1, 2, 4.1, 0.25 * revision, TimeSpan.FromSeconds(30),
        [new(1, 1, 4.1)], [new("w-0", "silo", "cpu", 1, 2, 100)], null, null, null, null, DateTimeOffset.UnixEpoch, null);
}
