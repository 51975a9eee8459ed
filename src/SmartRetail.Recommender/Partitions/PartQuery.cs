using System.Collections.Immutable;

namespace SmartRetail.Recommender.Partitions;

/// <summary>What is asked of one part of a model's items.</summary>
/// <param name="Query">The vector that items are scored by.</param>
/// <param name="Eligible">A bit an item of the part, as <see cref="Retrieval.ItemBitmap.ToBytes"/> gives them.</param>
/// <param name="Count">How many items are returned at most; 0 where only the sum is asked for.</param>
/// <param name="Sharpness">Of the sum; null where none is asked for.</param>
[GenerateSerializer, Immutable, Alias("PartQuery")]
public sealed record PartQuery(
    [property: Id(0)] ImmutableArray<float> Query,
    [property: Id(1)] ImmutableArray<byte> Eligible,
    [property: Id(2)] int Count,
    [property: Id(3)] double? Sharpness);
