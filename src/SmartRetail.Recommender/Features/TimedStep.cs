using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Recommender.Features;

/// <summary>An interaction with a product as a ranking reads it.</summary>
[GenerateSerializer, Immutable, Alias("TimedStep")]
public readonly record struct TimedStep(
    [property: Id(0)] ProductId Product,
    [property: Id(1)] InteractionKind Kind,
    [property: Id(2)] DateTimeOffset OccurredAt);
