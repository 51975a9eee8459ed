using System.Collections.Immutable;

namespace SmartRetail.Contracts.Catalog;

/// <summary>A page of the catalog: words, category and price range all narrow it.</summary>
[GenerateSerializer, Immutable, Alias("ProductQuery")]
public sealed record ProductQuery
{
    public const int MaxCount = 200;

    public const int MaxOffset = 1_000_000;

    /// <summary>Words that must all start words of the title. Null: any.</summary>
    [Id(0)]
    public string? Text { get; init; }

    [Id(1)]
    public string? Category { get; init; }

    [Id(2)]
    public decimal? MinPrice { get; init; }

    [Id(3)]
    public decimal? MaxPrice { get; init; }

    [Id(4)]
    public int Offset { get; init; }

    [Id(5)]
    public int Count { get; init; } = 24;

    /// <summary>Whether products that cannot be bought are listed too. Default: false.</summary>
    [Id(6)]
    public bool IncludeUnavailable { get; init; }

    /// <summary>Only these, in this order. Empty: all, most popular first.</summary>
    [Id(7)]
    public ImmutableArray<ProductId> Products { get; init; } = [];

    public ImmutableArray<FieldError> Check()
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        if (Count is < 1 or > MaxCount)
        {
            errors.Add(new("count", $"must be from 1 to {MaxCount}"));
        }

        if (Offset is < 0 or > MaxOffset)
        {
            errors.Add(new("offset", $"must be from 0 to {MaxOffset}"));
        }

        if (Text?.Length > Interactions.InteractionRules.MaxQueryLength)
        {
            errors.Add(new(
                "search",
                $"has {Text.Length} characters; at most {Interactions.InteractionRules.MaxQueryLength} are allowed"));
        }

        if (Products.Length > MaxCount)
        {
            errors.Add(new("id", $"is given {Products.Length} times; at most {MaxCount} are allowed"));
        }

        if (Products.Length > 0 && Text is not null)
        {
            errors.Add(new("search", "cannot be given beside id"));
        }

        if (MinPrice > MaxPrice)
        {
            errors.Add(new("minPrice", "must not be above maxPrice"));
        }

        return errors.ToImmutable();
    }
}

/// <summary>The products asked for, most popular first, and how many there are in all.</summary>
[GenerateSerializer, Immutable, Alias("ProductPage")]
public sealed record ProductPage(
    [property: Id(0)] long CatalogVersion,
    [property: Id(1)] int Total,
    [property: Id(2)] ImmutableArray<Product> Products);

/// <summary>A category and how many of its products can be bought.</summary>
[GenerateSerializer, Immutable, Alias("CategoryCount")]
public sealed record CategoryCount([property: Id(0)] string Category, [property: Id(1)] int Products);
