using System.Collections.Immutable;

namespace SmartRetail.Contracts.Recommendations;

/// <summary>A recorded list as it is when it is ranked again from all that it was made of.</summary>
[GenerateSerializer, Immutable, Alias("ReplayedList")]
public sealed record ReplayedList([property: Id(0)] ImmutableArray<ReplayedProduct> Products)
{
    /// <summary>Whether it is the list that was shown.</summary>
    [Id(1)]
    public required bool IsSame { get; init; }
}

/// <summary>A product of a list that was ranked again.</summary>
/// <param name="Position">The first is 1.</param>
/// <param name="IsSame">Whether this product was shown in this position.</param>
[GenerateSerializer, Immutable, Alias("ReplayedProduct")]
public sealed record ReplayedProduct(
    [property: Id(0)] ProductId Product,
    [property: Id(1)] int Position,
    [property: Id(2)] double Score,
    [property: Id(3)] bool IsSame);
