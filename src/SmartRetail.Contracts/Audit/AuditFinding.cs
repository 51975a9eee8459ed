namespace SmartRetail.Contracts.Audit;

/// <summary>What a check of the trail found.</summary>
/// <param name="Entries">How many entries are in order, from the first on.</param>
/// <param name="Head">The hash of the last of them: kept elsewhere, it shows later that the trail was not written anew.</param>
/// <param name="Fault">What is wrong with the entry behind them, as a sentence; null when nothing is.</param>
[GenerateSerializer, Immutable, Alias("AuditFinding")]
public sealed record AuditFinding(
    [property: Id(0)] long Entries, [property: Id(1)] string Head, [property: Id(2)] string? Fault);
