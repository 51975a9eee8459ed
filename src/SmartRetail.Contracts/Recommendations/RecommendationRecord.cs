using System.Collections.Immutable;

namespace SmartRetail.Contracts.Recommendations;

/// <summary>
/// A list as it was shown once, from the record that was written with the answer; and as it is when it is ranked again from
/// what it was made of then, or what keeps it from that.
/// </summary>
/// <param name="ProfileVersion">The customer's version that was ranked with.</param>
/// <param name="SettingsVersion">The store's settings that the list was made by.</param>
/// <param name="Seed">What the choices of chance in it were drawn from; null where chance had no part.</param>
/// <param name="Products">In the order shown.</param>
/// <param name="Obstacles">In the order of their numbers; none where it was ranked again.</param>
/// <param name="Replay">The list ranked again; null where something is in the way.</param>
[GenerateSerializer, Immutable, Alias("RecommendationRecord")]
public sealed record RecommendationRecord(
    [property: Id(0)] RecommendationId RecommendationId,
    [property: Id(1)] CustomerId Customer,
    [property: Id(2)] DateTimeOffset ShownAt,
    [property: Id(3)] string? Slot,
    [property: Id(4)] RecommendationTier Tier,
    [property: Id(5)] long ProfileVersion,
    [property: Id(6)] ModelVersion? ModelVersion,
    [property: Id(7)] long CatalogVersion,
    [property: Id(8)] long SettingsVersion,
    [property: Id(9)] long? Seed,
    [property: Id(10)] ImmutableArray<RecordedProduct> Products,
    [property: Id(11)] ImmutableArray<ReplayObstacle> Obstacles,
    [property: Id(12)] ReplayedList? Replay);

/// <summary>A product of a recorded list.</summary>
/// <param name="Position">The first is 1.</param>
/// <param name="Propensity">The chance with which it came to be in this position; 1 where chance had no part.</param>
/// <param name="IsExplored">Whether it was there to be tried, and not by its score.</param>
[GenerateSerializer, Immutable, Alias("RecordedProduct")]
public sealed record RecordedProduct(
    [property: Id(0)] ProductId Product,
    [property: Id(1)] int Position,
    [property: Id(2)] double Propensity,
    [property: Id(3)] bool IsExplored);
