using System.Collections.Immutable;

namespace SmartRetail.Contracts.Catalog;

/// <summary>What became of changes of products.</summary>
/// <param name="Version">The catalog version that holds all of them; null when one was refused, and nothing was done.</param>
/// <param name="Refused">Those that cannot be made.</param>
[GenerateSerializer, Immutable, Alias("PatchOutcome")]
public sealed record PatchOutcome(
    [property: Id(0)] long? Version, [property: Id(1)] ImmutableArray<RefusedPatch> Refused);

/// <param name="Product">Whose change is refused.</param>
/// <param name="Error">The bound that the product would break; null when the catalog has no such product.</param>
[GenerateSerializer, Immutable, Alias("RefusedPatch")]
public sealed record RefusedPatch([property: Id(0)] ProductId Product, [property: Id(1)] FieldError? Error);
