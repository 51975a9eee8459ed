using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Recommender.Features;

/// <summary>One interaction as the features keep it.</summary>
[GenerateSerializer, Immutable, Alias("HistoryStep")]
public sealed record HistoryStep(
    [property: Id(0)] InteractionKind Kind,
    [property: Id(1)] ProductId? Product,
    [property: Id(2)] DateTimeOffset OccurredAt,
    [property: Id(3)] int Quantity,
    [property: Id(4)] decimal? Price,
    [property: Id(5)] string? Query);
