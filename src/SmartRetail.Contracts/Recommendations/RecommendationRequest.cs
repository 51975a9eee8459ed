using System.Collections.Immutable;

namespace SmartRetail.Contracts.Recommendations;

/// <summary>What a page asks for one customer.</summary>
[GenerateSerializer, Immutable, Alias("RecommendationRequest")]
public sealed record RecommendationRequest
{
    /// <summary>The longest list that is ranked or sent.</summary>
    public const int MaxCount = 100;

    /// <summary>The most products a request may exclude.</summary>
    public const int MaxExclude = 1_000;

    /// <summary>How many products, from 1 to <see cref="MaxCount"/>. Default: 10.</summary>
    [Id(0)]
    public int Count { get; init; } = 10;

    /// <summary>The place on the page; kept with the impression.</summary>
    [Id(1)]
    public string? Slot { get; init; }

    [Id(2)]
    public string? Category { get; init; }

    [Id(3)]
    public decimal? MinPrice { get; init; }

    [Id(4)]
    public decimal? MaxPrice { get; init; }

    [Id(5)]
    public ImmutableArray<ProductId> Exclude { get; init; } = [];

    /// <summary>Whether each product carries the reasons why it is shown.</summary>
    [Id(6)]
    public bool Explain { get; init; }

    /// <summary>Returns every bound that the request breaks.</summary>
    public ImmutableArray<FieldError> Check()
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        if (Count is < 1 or > MaxCount)
        {
            errors.Add(new("count", $"must be from 1 to {MaxCount}"));
        }

        if (MinPrice is < 0)
        {
            errors.Add(new("minPrice", "must be 0 or more"));
        }

        if (MaxPrice is < 0)
        {
            errors.Add(new("maxPrice", "must be 0 or more"));
        }

        if (MinPrice > MaxPrice)
        {
            errors.Add(new("minPrice", "must not be above maxPrice"));
        }

        if (Exclude.Length > MaxExclude)
        {
            errors.Add(new("exclude", $"has {Exclude.Length} products; at most {MaxExclude} are allowed"));
        }

        if (Category is not null && Identifier.Check("category", Category) is { } category)
        {
            errors.Add(category);
        }

        if (Slot is not null && Identifier.Check("slot", Slot) is { } slot)
        {
            errors.Add(slot);
        }

        return errors.ToImmutable();
    }
}
