using System.Collections.Immutable;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Contracts.Privacy;

/// <summary>A part of what is stored of a customer: interactions first, then what was shown.</summary>
/// <param name="Next">Where the next part begins; null behind the last one.</param>
[GenerateSerializer, Immutable, Alias("ExportPart")]
public sealed record ExportPart(
    [property: Id(0)] ImmutableArray<ExportedInteraction> Interactions,
    [property: Id(1)] ImmutableArray<ExportedList> Lists,
    [property: Id(2)] ExportPosition? Next)
{
    /// <summary>The most that one part holds.</summary>
    public const int MaxRows = 500;
}

/// <param name="Interaction">The last log position that was read.</param>
/// <param name="Customer">Whose lists are read, counted from the customer itself; -1 while there are interactions.</param>
/// <param name="List">The last list that was read of them.</param>
[GenerateSerializer, Immutable, Alias("ExportPosition")]
public sealed record ExportPosition(
    [property: Id(0)] long Interaction, [property: Id(1)] int Customer, [property: Id(2)] RecommendationId? List);

/// <summary>An interaction as the log has it.</summary>
[GenerateSerializer, Immutable, Alias("ExportedInteraction")]
public sealed record ExportedInteraction(
    [property: Id(0)] Interaction Interaction, [property: Id(1)] DateTimeOffset RecordedAt, [property: Id(2)] bool IsImported);

/// <summary>A list that was shown.</summary>
[GenerateSerializer, Immutable, Alias("ExportedList")]
public sealed record ExportedList(
    [property: Id(0)] RecommendationId Recommendation,
    [property: Id(1)] CustomerId Customer,
    [property: Id(2)] DateTimeOffset ShownAt,
    [property: Id(3)] string? Slot,
    [property: Id(4)] RecommendationTier Tier,
    [property: Id(5)] ModelVersion? ModelVersion,
    [property: Id(6)] ImmutableArray<ProductId> Products);
