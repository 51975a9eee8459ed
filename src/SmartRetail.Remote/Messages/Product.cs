using System.Collections.Immutable;

namespace SmartRetail.Remote;

/// <summary>A thing on sale.</summary>
public sealed record Product(string Id, string Title, string Category, decimal Price)
{
    public string? Brand { get; init; }

    /// <summary>Whether it may be shown and sold at all; it may, if nothing is said.</summary>
    public bool? Available { get; init; }

    /// <summary>Units in stock; null when stock is not tracked.</summary>
    public int? Stock { get; init; }

    public DateTimeOffset? FirstSoldAt { get; init; }

    public DateTimeOffset? LastSoldAt { get; init; }

    /// <summary>What the store's rules may name; at most 64.</summary>
    public ImmutableDictionary<string, string>? Attributes { get; init; }
}

/// <summary>A part of the catalog, and how many products fit the question in all.</summary>
public sealed record ProductPage(long CatalogVersion, int Total, ImmutableArray<Product> Products);

/// <summary>A change that every silo holds.</summary>
/// <param name="Products">How many were added, replaced or removed.</param>
public sealed record CatalogChange(long CatalogVersion, int Products);
