using System.Collections.Immutable;

namespace SmartRetail.Contracts.Attribution;

/// <summary>What the lists shown in a time brought until now.</summary>
/// <param name="From">The begin of the first hour.</param>
/// <param name="To">The end of the last hour.</param>
/// <param name="Groups">By slot, tier and model, most shown first.</param>
[GenerateSerializer, Immutable, Alias("AttributionReport")]
public sealed record AttributionReport(
    [property: Id(0)] DateTimeOffset From,
    [property: Id(1)] DateTimeOffset To,
    [property: Id(2)] ImmutableArray<AttributionGroup> Groups);

/// <summary>The lists of one kind and what they brought.</summary>
[GenerateSerializer, Immutable, Alias("AttributionGroup")]
public sealed record AttributionGroup([property: Id(0)] AttributionKey Key, [property: Id(1)] AttributionSums Sums);
