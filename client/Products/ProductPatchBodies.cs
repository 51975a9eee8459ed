using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SmartRetail.Client.Documents;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Client.Products;

/// <summary>What changes of a product: a JSON merge patch (RFC 7396). What is left out stays; null takes away.</summary>
internal sealed record ProductPatchBody
{
    [Description("The product's id. In the body of a single product it may be left out.")]
    [StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? Id { get; init; }

    [Description("What the shop calls it; not null.")]
    [StringLength(ProductRules.MaxTitleLength, MinimumLength = 1)]
    public string? Title { get; init; }

    [Description("The category a shop lists it under; not null.")]
    [StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? Category { get; init; }

    [Description("Who makes it; null: nobody says.")]
    [StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? Brand { get; init; }

    [Description("Price of one unit in the store's currency; not null.")]
    [Range(0, 1_000_000_000)]
    public decimal? Price { get; init; }

    [Description("Whether it may be shown and sold at all; not null.")]
    public bool? Available { get; init; }

    [Description("Units in stock; null: stock is no longer tracked.")]
    [Range(0, int.MaxValue)]
    public int? Stock { get; init; }

    [Description("When it was first on sale; null: not known.")]
    public DateTimeOffset? FirstSoldAt { get; init; }

    [Description("When it was last on sale; null: not known.")]
    public DateTimeOffset? LastSoldAt { get; init; }

    [Description("Attributes that change: a value of null takes one away, those that are not named stay. Null takes all away.")]
    [NullableValues]
    public ImmutableSortedDictionary<string, string?>? Attributes { get; init; }
}

/// <summary>Changes of products, all or none.</summary>
internal sealed record ProductPatchesBody
{
    [Description("Changes of from 1 to 1,000 products, each id once.")]
    [Required, Length(1, ProductRules.MaxBatch)]
    public IReadOnlyList<ProductPatchBody?>? Products { get; init; }
}
