namespace SmartRetail.Contracts.Catalog;

/// <summary>What became of a removal of products.</summary>
/// <param name="Version">The catalog version that has none of them.</param>
/// <param name="Removed">How many of them there were.</param>
[GenerateSerializer, Immutable, Alias("RemovalOutcome")]
public sealed record RemovalOutcome([property: Id(0)] long Version, [property: Id(1)] int Removed);
