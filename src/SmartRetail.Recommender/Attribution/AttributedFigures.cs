using SmartRetail.Contracts;
using SmartRetail.Contracts.Attribution;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Recommender.Attribution;

/// <summary>What the lists of one kind brought.</summary>
public sealed record AttributedFigures(AttributionKey Key, AttributionSums Sums);

/// <summary>An interaction that names a recommendation, beside that recommendation's impression, if it was recorded.</summary>
/// <param name="IsRepeated">Whether the log has an earlier one of the kind for this place of the list.</param>
public sealed record AttributedInteraction(
    long Position,
    DateTimeOffset RecordedAt,
    Contracts.Interactions.InteractionKind Kind,
    ProductId? Product,
    int ListPosition,
    int Quantity,
    decimal? Price,
    bool IsRepeated,
    ImpressionRow? Impression);

/// <summary>What attribution reads of an impression.</summary>
public sealed record ImpressionRow(
    DateTimeOffset ShownAt, string? Slot, RecommendationTier Tier, ModelVersion? Model, double SampleRate,
    IReadOnlyList<string> Products, IReadOnlyList<int> Explored);
