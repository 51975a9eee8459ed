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

    /// <summary>The most entries of a request's context.</summary>
    public const int MaxContext = 16;

    /// <summary>The name under which rules find the slot; a context has no such entry of its own.</summary>
    public const string SlotInContext = "slot";

    // Null for none: an empty dictionary goes over the wire with its comparers, and costs more than all other fields.
    [Id(9)]
    private readonly ImmutableSortedDictionary<string, string>? _context;

    /// <summary>How many products, from 1 to <see cref="MaxCount"/>. Default: 10.</summary>
    [Id(0)]
    public int Count { get; init; } = 10;

    /// <summary>The place on the page: selects the store's settings for it, and is kept with the impression.</summary>
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

    [Id(7)]
    public string? Brand { get; init; }

    /// <summary>
    /// How different from each other the products are to be, from 0 (relevance alone) to 1; null: as the store has set it.
    /// </summary>
    [Id(8)]
    public double? Diversity { get; init; }

    /// <summary>What the store's rules may read of the request, such as a region; at most <see cref="MaxContext"/> entries.</summary>
    public ImmutableSortedDictionary<string, string> Context
    {
        get => _context ?? ImmutableSortedDictionary<string, string>.Empty;
        init => _context = value.IsEmpty ? null : value;
    }

    /// <summary>What the pages before this one have shown; null for the first page.</summary>
    [Id(10)]
    public ListContinuation? After { get; init; }

    /// <summary>
    /// The newest profile version that a receipt has told the caller of; 0, the default, when there was none. Nothing older is
    /// answered, and a customer whom it takes long to read is waited for, in place of being taken for a stranger.
    /// </summary>
    [Id(11)]
    public long LeastProfileVersion { get; init; }

    /// <summary>Returns every bound that the request breaks.</summary>
    public ImmutableArray<FieldError> Check()
    {
        // Without room at first: nearly always there are none.
        var errors = ImmutableArray.CreateBuilder<FieldError>(0);
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

        if (Brand is not null && Identifier.Check("brand", Brand) is { } brand)
        {
            errors.Add(brand);
        }

        if (Diversity is { } diversity && !(diversity >= 0 && diversity <= 1))
        {
            errors.Add(new("diversity", "must be from 0 to 1"));
        }

        CheckContext(errors);
        errors.AddRange(CheckLeastProfileVersion(LeastProfileVersion));
        return errors.ToImmutable();
    }

    internal static IEnumerable<FieldError> CheckLeastProfileVersion(long version) =>
        version < 0 ? [new("leastProfileVersion", "must be 0 or more")] : [];

    private void CheckContext(ImmutableArray<FieldError>.Builder errors)
    {
        if (_context is null)
        {
            return;
        }

        if (Context.Count > MaxContext)
        {
            errors.Add(new("context", $"has {Context.Count} entries; at most {MaxContext} are allowed"));
        }

        foreach (var (name, value) in Context)
        {
            if (Identifier.Check("context", name) is { } wrongName)
            {
                errors.Add(wrongName);
            }
            else if (name == SlotInContext)
            {
                errors.Add(new("context", $"may not hold '{SlotInContext}': the parameter slot says it"));
            }
            else if (Identifier.Check($"context.{name}", value) is { } wrongValue)
            {
                errors.Add(wrongValue);
            }
        }
    }
}
