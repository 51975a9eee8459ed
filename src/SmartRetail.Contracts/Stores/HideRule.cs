namespace SmartRetail.Contracts.Stores;

/// <param name="Name">What reports and explanations call it.</param>
/// <param name="When">The expression of the products that are hidden.</param>
[GenerateSerializer, Immutable, Alias("HideRule")]
public sealed record HideRule([property: Id(0)] string Name, [property: Id(1)] string When);
