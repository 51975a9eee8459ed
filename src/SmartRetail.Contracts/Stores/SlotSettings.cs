namespace SmartRetail.Contracts.Stores;

/// <summary>
/// What is different in one place of the page; what is null is as in the rest of the store. Rules find the place as
/// <c>context.slot</c>.
/// </summary>
[GenerateSerializer, Immutable, Alias("SlotSettings")]
public sealed record SlotSettings([property: Id(0)] Diversity? Diversity = null);
