using System.Collections.Immutable;

namespace SmartRetail.Contracts.Recommendations;

/// <summary>What one slot of a page asks for.</summary>
[GenerateSerializer, Immutable, Alias("SlotRequest")]
public sealed record SlotRequest
{
    /// <summary>The place on the page: selects the store's settings for it, and is kept with the impression.</summary>
    [Id(0)]
    public required string Slot { get; init; }

    [Id(1)]
    public required PageList List { get; init; }

    /// <summary>How many products, from 1 to <see cref="RecommendationRequest.MaxCount"/>. Default: 10.</summary>
    [Id(2)]
    public int Count { get; init; } = 10;

    [Id(3)]
    public string? Category { get; init; }

    [Id(4)]
    public string? Brand { get; init; }

    [Id(5)]
    public decimal? MinPrice { get; init; }

    [Id(6)]
    public decimal? MaxPrice { get; init; }

    /// <summary>
    /// What <see cref="PageList.Similar"/> (one product) and <see cref="PageList.BoughtTogether"/> (up to
    /// <see cref="FilledList.MaxBasket"/>) are about; none for any other list.
    /// </summary>
    [Id(7)]
    public ImmutableArray<ProductId> Products { get; init; } = [];

    /// <summary>Returns the request of a list in this slot.</summary>
    public RecommendationRequest In(PageRequest page) => new()
    {
        Count = Count,
        Slot = Slot,
        Category = Category,
        Brand = Brand,
        MinPrice = MinPrice,
        MaxPrice = MaxPrice,
        Exclude = page.Exclude,
        Context = page.Context,
    };

    /// <summary>Returns every bound that the slot breaks by itself.</summary>
    internal IEnumerable<FieldError> Check()
    {
        var about = Products.IsDefault ? 0 : Products.Length;
        var most = List switch
        {
            PageList.Similar => 1,
            PageList.BoughtTogether => FilledList.MaxBasket,
            _ => 0,
        };
        return
        [
            .. Slot is null ? [new("slot", "is required")] : Enumerable.Empty<FieldError>(),
            .. Enum.IsDefined(List) ? Enumerable.Empty<FieldError>() : [new("list", "is not a known list")],
            .. In(new()).Check(),
            .. (about, most) switch
            {
                (> 0, 0) => [new("products", $"has {about} products; the list {List} is about none")],
                (0, 1) or ( > 1, 1) => [new("products", $"has {about} products; the list {List} is about 1")],
                _ when about > most || (about == 0 && most > 0) =>
                    [new("products", $"has {about} products; the list {List} is about 1 to {most}")],
                _ => Enumerable.Empty<FieldError>(),
            },
        ];
    }
}
