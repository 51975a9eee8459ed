using System.Collections.Immutable;
using SmartRetail.Recommender.Retrieval;

namespace SmartRetail.Recommender.Partitions;

/// <summary>What one part says to a <see cref="PartQuery"/>.</summary>
/// <param name="Best">The best eligible items, numbered as in the whole model, best first.</param>
/// <param name="Sums">Of each segment of the part, in their order; empty where none was asked for.</param>
[GenerateSerializer, Immutable, Alias("PartAnswer")]
public sealed record PartAnswer(
    [property: Id(0)] ImmutableArray<ScoredItem> Best, [property: Id(1)] ImmutableArray<SegmentSum> Sums);
