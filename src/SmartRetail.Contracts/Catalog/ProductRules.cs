using System.Collections.Immutable;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Contracts.Catalog;

/// <summary>The bounds of a product, checked at every door with the same messages.</summary>
public static class ProductRules
{
    public const int MaxTitleLength = 512;

    public const int MaxAttributes = 64;

    /// <summary>The most products in one call.</summary>
    public const int MaxBatch = 1_000;

    public static ImmutableArray<FieldError> Check(Product product)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        Add(Identifier.Check("id", product.Id.Value));
        Add(CheckTitle(product.Title));
        Add(Identifier.Check("category", product.Category));
        Add(product.Brand is null ? null : Identifier.Check("brand", product.Brand));
        Add(product.Price is < 0 or > InteractionRules.MaxPrice
            ? new("price", $"must be from 0 to {InteractionRules.MaxPrice}")
            : null);
        Add(product.Stock is < 0 ? new("stock", "must be 0 or more") : null);
        Add(product.Attributes.Count > MaxAttributes
            ? new("attributes", $"has {product.Attributes.Count} entries; at most {MaxAttributes} are allowed")
            : null);
        foreach (var (name, value) in product.Attributes)
        {
            Add(Identifier.Check("attributes", name));
            Add(Identifier.Check($"attributes.{name}", value));
        }

        return errors.ToImmutable();

        void Add(FieldError? error)
        {
            if (error is not null)
            {
                errors.Add(error);
            }
        }
    }

    private static FieldError? CheckTitle(string? title)
    {
        if (string.IsNullOrWhiteSpace(title))
        {
            return new("title", "is required");
        }

        return title.Length > MaxTitleLength
            ? new("title", $"has {title.Length} characters; at most {MaxTitleLength} are allowed")
            : null;
    }
}
