using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using SmartRetail.Client.Access;
using SmartRetail.Client.Browsers;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Client.Products;

/// <summary>A thing on sale.</summary>
internal sealed record ProductBody
{
    [Description("The product's id. In the body of a single product it may be left out.")]
    [StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? Id { get; init; }

    [Description("What the shop calls it.")]
    [Required, StringLength(ProductRules.MaxTitleLength, MinimumLength = 1)]
    public string? Title { get; init; }

    [Description("The category a shop lists it under.")]
    [Required, StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? Category { get; init; }

    [Description("Who makes it.")]
    [StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? Brand { get; init; }

    [Description("Price of one unit in the store's currency.")]
    [Required, Range(0, 1_000_000_000)]
    public decimal? Price { get; init; }

    [Description("Whether it may be shown and sold at all. true when absent.")]
    public bool? Available { get; init; }

    [Description("Units in stock; null when stock is not tracked, 0 when sold out.")]
    [Range(0, int.MaxValue)]
    public int? Stock { get; init; }

    [Description("When it was first on sale.")]
    public DateTimeOffset? FirstSoldAt { get; init; }

    [Description("When it was last on sale.")]
    public DateTimeOffset? LastSoldAt { get; init; }

    [Description("Further attributes that rules may name; at most 64.")]
    public ImmutableSortedDictionary<string, string?>? Attributes { get; init; }

    /// <summary>
    /// Returns what the caller may see. A public key is in everybody's hands, and how many are left, or what a product costs the
    /// shop, is not for everybody.
    /// </summary>
    public ProductBody For(ClaimsPrincipal caller) => PublicCaller.IsPublic(caller)
        ? this with
        {
            Stock = null,
            Attributes = Attributes?
                .Where(attribute => caller.HasClaim(ApiKey.AttributeClaim, attribute.Key))
                .ToImmutableSortedDictionary(),
        }
        : this;

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
    [Description("From 1 to 1,000 products, each id once.")]
    [Required, Length(1, ProductRules.MaxBatch)]
    public IReadOnlyList<ProductBody?>? Products { get; init; }
}

/// <summary>A change of the catalog that every silo holds now.</summary>
internal sealed record CatalogChangedAnswer(
    long CatalogVersion,
    [property: Description("How many products were added, replaced or removed.")]
    int Products);

/// <summary>A page of the catalog, most popular first.</summary>
internal sealed record ProductPageAnswer(
    long CatalogVersion,
    [property: Description("How many products fit the question in all.")]
    int Total,
    ImmutableArray<ProductBody> Products);

/// <summary>The categories with products that can be bought, largest first.</summary>
internal sealed record CategoriesAnswer(ImmutableArray<CategoryAnswer> Categories);

/// <summary>A category and how many of its products can be bought.</summary>
internal sealed record CategoryAnswer(string Category, int Products);
