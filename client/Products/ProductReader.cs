using System.Collections.Immutable;
using SmartRetail.Client.Problems;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Client.Products;

/// <summary>Turns bodies into products, whole or not at all.</summary>
internal static class ProductReader
{
    private const string BatchField = "products";

    /// <exception cref="InvalidRequestException">A field breaks a bound, or names another product than the path.</exception>
    public static Product Read(ProductBody body, ProductId fromPath)
    {
        var errors = Check(body with { Id = body.Id ?? fromPath.Value });
        if (body.Id is { } id && id != fromPath.Value)
        {
            errors = errors.Add(new("id", "must be the id in the path, or be left out"));
        }

        return errors.IsEmpty
            ? Convert(body with { Id = fromPath.Value })
            : throw new InvalidRequestException(errors);
    }

    /// <exception cref="InvalidRequestException">There are too many or none, one breaks a bound, or an id comes twice.</exception>
    public static ImmutableArray<Product> Read(ProductsBody body)
    {
        var bodies = body.Products ?? [];
        if (bodies.Count is 0 or > ProductRules.MaxBatch)
        {
            throw new InvalidRequestException(
                [new(BatchField, $"has {bodies.Count} products; from 1 to {ProductRules.MaxBatch} are allowed")]);
        }

        var errors = ImmutableArray.CreateBuilder<FieldError>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < bodies.Count; i++)
        {
            var row = $"{BatchField}[{i}]";
            if (bodies[i] is not { } product)
            {
                errors.Add(new(row, "must be an object"));
                continue;
            }

            errors.AddRange(Check(product).Select(error => error with { Field = $"{row}.{error.Field}" }));
            if (product.Id is { } id && !ids.Add(id))
            {
                errors.Add(new($"{row}.id", "is the id of an earlier product in the batch"));
            }
        }

        return errors.Count == 0
            ? [.. bodies.Select(product => Convert(product!))]
            : throw new InvalidRequestException(errors.ToImmutable());
    }

    private static ImmutableArray<FieldError> Check(ProductBody body)
    {
        var errors = ProductRules.Check(Convert(body));
        return body.Price is null ? errors.Add(new("price", "is required")) : errors;
    }

    private static Product Convert(ProductBody body) => new()
    {
        Id = new(body.Id ?? ""),
        Title = body.Title ?? "",
        Category = body.Category ?? "",
        Brand = body.Brand,
        Price = body.Price ?? 0,
        Available = body.Available ?? true,
        Stock = body.Stock,
        FirstSoldAt = body.FirstSoldAt,
        LastSoldAt = body.LastSoldAt,
        Attributes = body.Attributes is { } attributes
            ? attributes.ToImmutableSortedDictionary(
                pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, string>.Empty,
    };
}
