using System.Collections.Immutable;
using System.Text.Json;
using SmartRetail.Client.Problems;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Client.Products;

/// <summary>
/// Turns JSON merge patches into changes of products, whole or not at all. A body cannot tell what is null from what is left out, so
/// the text is looked at too.
/// </summary>
internal static class ProductPatchReader
{
    private const string BatchField = "products";

    private static readonly Dictionary<string, ProductFields> Clearable = new(StringComparer.Ordinal)
    {
        ["brand"] = ProductFields.Brand,
        ["stock"] = ProductFields.Stock,
        ["firstSoldAt"] = ProductFields.FirstSoldAt,
        ["lastSoldAt"] = ProductFields.LastSoldAt,
        ["attributes"] = ProductFields.Attributes,
    };

    // Any product that breaks no bound: a bound that its change breaks is one that the change breaks.
    private static readonly Product Sound = new() { Id = new("id"), Title = "title", Category = "category", Price = 0 };

    /// <exception cref="InvalidRequestException">A field breaks a bound, or names another product than the path.</exception>
    public static ProductPatch ReadOne(ReadOnlyMemory<byte> utf8, ProductId fromPath)
    {
        var body = JsonBody.Parse<ProductPatchBody>(utf8);
        using var text = JsonDocument.Parse(utf8);
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        if (body.Id is { } id && id != fromPath.Value)
        {
            errors.Add(new("id", "must be the id in the path, or be left out"));
        }

        var patch = Read(body with { Id = fromPath.Value }, text.RootElement, "", errors);
        return errors.Count == 0 ? patch : throw new InvalidRequestException(errors.ToImmutable());
    }

    /// <exception cref="InvalidRequestException">There are too many or none, one breaks a bound, or an id comes twice.</exception>
    public static ImmutableArray<ProductPatch> ReadMany(ReadOnlyMemory<byte> utf8)
    {
        var bodies = JsonBody.Parse<ProductPatchesBody>(utf8).Products ?? [];
        if (bodies.Count is 0 or > ProductRules.MaxBatch)
        {
            throw new InvalidRequestException(
                [new(BatchField, $"has {bodies.Count} products; from 1 to {ProductRules.MaxBatch} are allowed")]);
        }

        using var text = JsonDocument.Parse(utf8);
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        var patches = ImmutableArray.CreateBuilder<ProductPatch>(bodies.Count);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (at, row) in text.RootElement.GetProperty(BatchField).EnumerateArray().Index())
        {
            if (bodies[at] is not { } body)
            {
                errors.Add(new(FieldOf(at), "must be an object"));
                continue;
            }

            if (body.Id is { } id && !ids.Add(id))
            {
                errors.Add(new($"{FieldOf(at)}.id", "is the id of an earlier product in the batch"));
            }

            patches.Add(Read(body, row, $"{FieldOf(at)}.", errors));
        }

        return errors.Count == 0 ? patches.ToImmutable() : throw new InvalidRequestException(errors.ToImmutable());
    }

    /// <summary>What a field of one of many is called.</summary>
    public static string FieldOf(int at) => $"{BatchField}[{at}]";

    private static ProductPatch Read(
        ProductPatchBody body, JsonElement text, string prefix, ImmutableArray<FieldError>.Builder errors)
    {
        var cleared = ProductFields.None;
        foreach (var name in text.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Null)
            .Select(member => member.Name))
        {
            if (Clearable.TryGetValue(name, out var field))
            {
                cleared |= field;
            }
            else if (name != "id")
            {
                errors.Add(new(prefix + name, "cannot be taken away"));
            }
        }

        var patch = new ProductPatch
        {
            Product = new(body.Id ?? ""),
            Title = body.Title,
            Category = body.Category,
            Brand = body.Brand,
            Price = body.Price,
            Available = body.Available,
            Stock = body.Stock,
            FirstSoldAt = body.FirstSoldAt,
            LastSoldAt = body.LastSoldAt,
            Attributes = body.Attributes?.WithComparers(StringComparer.Ordinal) ?? ImmutableSortedDictionary<string, string?>.Empty,
            Cleared = cleared,
        };
        errors.AddRange(ProductRules.Check(patch.ApplyTo(Sound with { Id = patch.Product }))
            .Select(error => error with { Field = prefix + error.Field }));
        return patch;
    }
}
