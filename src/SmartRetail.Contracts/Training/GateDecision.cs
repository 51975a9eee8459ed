namespace SmartRetail.Contracts.Training;

/// <summary>Whether a fitted model may go live, and why.</summary>
/// <param name="Comparison">Null where nothing could be compared.</param>
/// <param name="Margin">
/// The ndcg@10 that it was allowed to lose: the store's share of the active model's; 0 against the counts.
/// </param>
/// <param name="Reason">One sentence with the figures.</param>
[GenerateSerializer, Immutable, Alias("GateDecision")]
public sealed record GateDecision(
    [property: Id(0)] bool IsPassed,
    [property: Id(1)] ModelComparison? Comparison,
    [property: Id(2)] double Margin,
    [property: Id(3)] string Reason);
