using System.Collections.Immutable;

namespace SmartRetail.Contracts.Recommendations;

/// <summary>A list that belongs to no customer and is filled up where there is not enough of what it is of.</summary>
/// <param name="ModelVersion">The model behind the list; null when counts made it.</param>
[GenerateSerializer, Immutable, Alias("FilledList")]
public sealed record FilledList(
    [property: Id(0)] long CatalogVersion,
    [property: Id(1)] ModelVersion? ModelVersion,
    [property: Id(2)] ImmutableArray<ListedProduct> Products)
{
    /// <summary>The most products of a basket that a list is asked for.</summary>
    public const int MaxBasket = 100;
}

/// <summary>A product of a list, and what put it there. Scores compare only within one list and basis.</summary>
[GenerateSerializer, Immutable, Alias("ListedProduct")]
public sealed record ListedProduct(
    [property: Id(0)] ProductId Product, [property: Id(1)] double Score, [property: Id(2)] ListBasis Basis);
