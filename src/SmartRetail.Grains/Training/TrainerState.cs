using SmartRetail.Contracts.Training;

namespace SmartRetail.Grains.Training;

/// <summary>What the trainer keeps in grain storage: a run's plan and where it stands.</summary>
[GenerateSerializer, Alias("TrainerState")]
internal sealed class TrainerState
{
    /// <summary>Oldest first, bounded.</summary>
    [Id(0)]
    public List<TrainerRun> Runs { get; set; } = [];
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
