using System.Collections.Immutable;

namespace SmartRetail.Contracts.Catalog;

/// <summary>
/// What changes of a product; what is null stays as it is. Applied again it changes nothing more, so a call whose answer was lost
/// can be made again.
/// </summary>
[GenerateSerializer, Immutable, Alias("ProductPatch")]
public sealed record ProductPatch
{
    [Id(0)]
    public required ProductId Product { get; init; }

    [Id(1)]
    public string? Title { get; init; }

    [Id(2)]
    public string? Category { get; init; }

    [Id(3)]
    public string? Brand { get; init; }

    [Id(4)]
    public decimal? Price { get; init; }

    [Id(5)]
    public bool? Available { get; init; }

    [Id(6)]
    public int? Stock { get; init; }

    [Id(7)]
    public DateTimeOffset? FirstSoldAt { get; init; }

    [Id(8)]
    public DateTimeOffset? LastSoldAt { get; init; }

    /// <summary>Attributes by name; a value of null takes the attribute away, and others stay.</summary>
    [Id(9)]
    public ImmutableSortedDictionary<string, string?> Attributes { get; init; } = ImmutableSortedDictionary<string, string?>.Empty;

    /// <summary>What is taken away, before what is given is set.</summary>
    [Id(10)]
    public ProductFields Cleared { get; init; }

    /// <summary>Returns the product with the change, which may break a bound of <see cref="ProductRules"/>.</summary>
    public Product ApplyTo(Product product) => product with
    {
        Title = Title ?? product.Title,
        Category = Category ?? product.Category,
        Brand = Brand ?? Kept(ProductFields.Brand, product.Brand),
        Price = Price ?? product.Price,
        Available = Available ?? product.Available,
        Stock = Stock ?? Kept(ProductFields.Stock, product.Stock),
        FirstSoldAt = FirstSoldAt ?? Kept(ProductFields.FirstSoldAt, product.FirstSoldAt),
        LastSoldAt = LastSoldAt ?? Kept(ProductFields.LastSoldAt, product.LastSoldAt),
        Attributes = Merge(Kept(ProductFields.Attributes, product.Attributes) ?? product.Attributes.Clear()),
    };

    private T? Kept<T>(ProductFields field, T? value) => Cleared.HasFlag(field) ? default : value;

    private ImmutableSortedDictionary<string, string> Merge(ImmutableSortedDictionary<string, string> attributes)
    {
        var merged = attributes.ToBuilder();
        foreach (var (name, value) in Attributes)
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = value;
            }
        }

        return merged.ToImmutable();
    }
}
