using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Contracts.Stores;

/// <summary>
/// Gives a product a position while it may be shown: a pin is no way around stock, a hide rule or what the request leaves
/// out.
/// </summary>
/// <param name="Position">From 1 to <see cref="RecommendationRequest.MaxCount"/>; a shorter list does not show it.</param>
/// <param name="Slot">The place on the page; null for all.</param>
/// <param name="When">An expression of the request alone; null for every request.</param>
[GenerateSerializer, Immutable, Alias("PinRule")]
public sealed record PinRule(
    [property: Id(0)] string Name,
    [property: Id(1)] ProductId Product,
    [property: Id(2)] int Position,
    [property: Id(3)] string? Slot,
    [property: Id(4)] string? When);
