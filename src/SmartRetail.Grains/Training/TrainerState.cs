using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;

namespace SmartRetail.Grains.Training;

/// <summary>What the trainer keeps in grain storage: a run's plan and where it stands.</summary>
[GenerateSerializer, Alias("TrainerState")]
internal sealed class TrainerState
{
    public const int MaxRuns = 50;

    /// <summary>Oldest first, bounded.</summary>
    [Id(0)]
    public List<TrainerRun> Runs { get; set; } = [];

    /// <summary>The run that goes on; null when none does.</summary>
    public TrainerRun? Current => Runs is [.., var newest] && !newest.Status.IsFinal ? newest : null;

    public TrainerRun? Find(TrainingRunId run) => Runs.Find(candidate => candidate.Status.Run == run);

    /// <summary>Adds a run that has not begun; the oldest is forgotten when there are more than <see cref="MaxRuns"/>.</summary>
    public void Add(TrainingRunId id, TrainingPlan plan, string? reason, DateTimeOffset startedAt)
    {
        Runs.Add(new()
        {
            Plan = plan,
            Status = new(
                id, 1, plan.Architecture, TrainingRunState.Queued, 0, 0, plan.Epochs ?? 0, null, 0, null, [], [], null,
                null, null, null, startedAt, null, Reason: reason, Privacy: plan.Privacy),
        });
        if (Runs.Count > MaxRuns)
        {
            Runs.RemoveAt(0);
        }
    }
}

/// <summary>One run: its plan, its status at the last transition, how often its workers were lost, and its rounds.</summary>
[GenerateSerializer, Alias("TrainerRun")]
internal sealed class TrainerRun
{
    [Id(0)]
    public required TrainingPlan Plan { get; set; }

    [Id(1)]
    public required TrainingRunStatus Status { get; set; }

    [Id(2)]
    public int Attempts { get; set; }

    [Id(3)]
    public RoundsState Rounds { get; set; } = new();
}
