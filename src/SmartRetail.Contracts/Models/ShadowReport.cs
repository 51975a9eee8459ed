namespace SmartRetail.Contracts.Models;

/// <summary>A candidate beside the active model: what was asked for, and how its lists compare so far, or did at its end.</summary>
/// <param name="EndedAt">Null while it goes on.</param>
/// <param name="End">Why it ended; null while it goes on.</param>
[GenerateSerializer, Immutable, Alias("ShadowReport")]
public sealed record ShadowReport(
    [property: Id(0)] ShadowPlan Plan,
    [property: Id(1)] ShadowFigures Figures,
    [property: Id(2)] DateTimeOffset? EndedAt = null,
    [property: Id(3)] ShadowEnd? End = null);
