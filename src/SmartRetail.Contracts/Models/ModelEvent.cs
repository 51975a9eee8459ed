using SmartRetail.Contracts.Training;

namespace SmartRetail.Contracts.Models;

/// <summary>One entry of a store's record of what became of its models.</summary>
/// <param name="Version">Null where the model never got one.</param>
/// <param name="Previous">The version that ranked before; null where none did.</param>
/// <param name="By">The name of the API key that asked for it; null where the platform did it by itself.</param>
/// <param name="Gate">The decision that let it live, or did not; null where none was asked.</param>
[GenerateSerializer, Immutable, Alias("ModelEvent")]
public sealed record ModelEvent(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] ModelEventKind Kind,
    [property: Id(2)] ModelVersion? Version,
    [property: Id(3)] ModelVersion? Previous,
    [property: Id(4)] TrainingRunId? Run,
    [property: Id(5)] string? By,
    [property: Id(6)] GateDecision? Gate)
{
    /// <summary>How many are kept of a store, the newest.</summary>
    public const int Kept = 500;
}
