using System.Collections.Immutable;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Contracts.Customers;

/// <summary>What the platform knows of a customer, for a page or an export.</summary>
/// <param name="Version">Grows by one with each interaction; the same number that recommendations carry.</param>
/// <param name="Recent">The newest interactions, newest first.</param>
/// <param name="CategoryAffinities">Decayed interest per category, strongest first.</param>
/// <param name="MeanPrice">Decayed geometric mean of prices acted on; null without any.</param>
/// <param name="HourOfWeek">168 counts from Monday 00:00 UTC.</param>
[GenerateSerializer, Immutable, Alias("CustomerProfile")]
public sealed record CustomerProfile(
    [property: Id(0)] CustomerId Customer,
    [property: Id(1)] long Version,
    [property: Id(2)] ImmutableArray<ProfileInteraction> Recent,
    [property: Id(3)] ImmutableArray<KindCount> Counts,
    [property: Id(4)] ImmutableArray<Affinity> CategoryAffinities,
    [property: Id(5)] ImmutableArray<Affinity> BrandAffinities,
    [property: Id(6)] double? MeanPrice,
    [property: Id(7)] int Sessions,
    [property: Id(8)] DateTimeOffset? FirstSeenAt,
    [property: Id(9)] DateTimeOffset? LastSeenAt,
    [property: Id(10)] decimal Spent,
    [property: Id(11)] ImmutableArray<ProductId> Bought,
    [property: Id(12)] ImmutableArray<ProductId> Disliked,
    [property: Id(13)] ImmutableArray<int> HourOfWeek);

/// <summary>One interaction as the profile shows it.</summary>
[GenerateSerializer, Immutable, Alias("ProfileInteraction")]
public sealed record ProfileInteraction(
    [property: Id(0)] InteractionKind Kind,
    [property: Id(1)] ProductId? Product,
    [property: Id(2)] DateTimeOffset OccurredAt,
    [property: Id(3)] int Quantity,
    [property: Id(4)] decimal? Price,
    [property: Id(5)] string? Query);

/// <summary>How often a customer acted in one way.</summary>
[GenerateSerializer, Immutable, Alias("KindCount")]
public sealed record KindCount([property: Id(0)] InteractionKind Kind, [property: Id(1)] long Count);

/// <summary>Interest in a category or brand; weights compare only within one customer.</summary>
[GenerateSerializer, Immutable, Alias("Affinity")]
public sealed record Affinity([property: Id(0)] string Name, [property: Id(1)] double Weight);
