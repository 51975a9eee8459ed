namespace SmartRetail.Contracts.Training;

/// <summary>Where a training run stands; the last four are final.</summary>
[GenerateSerializer, Alias("TrainingRunState")]
public enum TrainingRunState
{
    Queued = 0,
    Preparing = 1,
    Fitting = 2,
    Evaluating = 3,
    Gating = 4,
    Publishing = 5,
    Completed = 6,
    Rejected = 7,
    Failed = 8,
    Cancelled = 9,
}
