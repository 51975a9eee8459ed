using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Client.Products;

/// <summary>A thing on sale.</summary>
internal sealed record ProductBody
{
    /// <summary>The product's id. In the body of a single product it may be left out.</summary>
    [StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? Id { get; init; }

    /// <summary>What the shop calls it.</summary>
    [Required, StringLength(ProductRules.MaxTitleLength, MinimumLength = 1)]
    public string? Title { get; init; }

    /// <summary>The category a shop lists it under.</summary>
    [Required, StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? Category { get; init; }

    /// <summary>Who makes it.</summary>
    [StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? Brand { get; init; }

    /// <summary>Price of one unit in the store's currency.</summary>
    [Required, Range(0, 1_000_000_000)]
    public decimal? Price { get; init; }

    /// <summary>Whether it may be shown and sold at all. true when absent.</summary>
    public bool? Available { get; init; }

    /// <summary>Units in stock; null when stock is not tracked, 0 when sold out.</summary>
    [Range(0, int.MaxValue)]
    public int? Stock { get; init; }

    /// <summary>When it was first on sale.</summary>
    public DateTimeOffset? FirstSoldAt { get; init; }

    /// <summary>When it was last on sale.</summary>
    public DateTimeOffset? LastSoldAt { get; init; }

    /// <summary>Further attributes that rules may name; at most 64.</summary>
    public ImmutableSortedDictionary<string, string?>? Attributes { get; init; }

    public static ProductBody From(Product product) => new()
    {
        Id = product.Id.Value,
        Title = product.Title,
        Category = product.Category,
        Brand = product.Brand,
        Price = product.Price,
        Available = product.Available,
        Stock = product.Stock,
        FirstSoldAt = product.FirstSoldAt,
        LastSoldAt = product.LastSoldAt,
        Attributes = product.Attributes.ToImmutableSortedDictionary(pair => pair.Key, pair => (string?)pair.Value),
    };
}

/// <summary>Products to add or replace, all or none.</summary>
internal sealed record ProductsBody
{
    /// <summary>From 1 to 1,000 products, each id once.</summary>
    [Required, Length(1, ProductRules.MaxBatch)]
    public ImmutableArray<ProductBody?>? Products { get; init; }
}

/// <summary>A change of the catalog that every silo holds now.</summary>
/// <param name="Products">How many products were added, replaced or removed.</param>
internal sealed record CatalogChangedAnswer(long CatalogVersion, int Products);

/// <summary>A page of the catalog, most popular first.</summary>
/// <param name="Total">How many products fit the question in all.</param>
internal sealed record ProductPageAnswer(long CatalogVersion, int Total, ImmutableArray<ProductBody> Products);

/// <summary>The categories with products that can be bought, largest first.</summary>
internal sealed record CategoriesAnswer(ImmutableArray<CategoryAnswer> Categories);

/// <summary>A category and how many of its products can be bought.</summary>
internal sealed record CategoryAnswer(string Category, int Products);
