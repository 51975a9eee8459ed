using SmartRetail.Contracts;

namespace SmartRetail.Grains.Retraining;

/// <summary>How many interactions the store had when its last run began.</summary>
[GenerateSerializer, Alias("RetrainingState")]
internal sealed class RetrainingState
{
    /// <summary>Null for a store that never had a run.</summary>
    [Id(0)]
    public TrainingRunId? Run { get; set; }

    [Id(1)]
    public long Interactions { get; set; }
}
