using System.Collections.Immutable;

namespace SmartRetail.Contracts.Catalog;

/// <summary>A thing on sale.</summary>
[GenerateSerializer, Immutable, Alias("Product")]
public sealed record Product
{
    [Id(0)]
    public required ProductId Id { get; init; }

    [Id(1)]
    public required string Title { get; init; }

    /// <summary>The category a shop lists it under.</summary>
    [Id(2)]
    public required string Category { get; init; }

    [Id(3)]
    public string? Brand { get; init; }

    /// <summary>Price of one unit in the store's currency.</summary>
    [Id(4)]
    public required decimal Price { get; init; }

    /// <summary>Whether it may be shown and sold at all. Default: true.</summary>
    [Id(5)]
    public bool Available { get; init; } = true;

    /// <summary>Units in stock; null when stock is not tracked, 0 when sold out.</summary>
    [Id(6)]
    public int? Stock { get; init; }

    [Id(7)]
    public DateTimeOffset? FirstSoldAt { get; init; }

    [Id(8)]
    public DateTimeOffset? LastSoldAt { get; init; }

    /// <summary>Further attributes that rules may name.</summary>
    [Id(9)]
    public ImmutableSortedDictionary<string, string> Attributes { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether a customer can buy it now.</summary>
    public bool IsBuyable => Available && Stock is not 0;
}
