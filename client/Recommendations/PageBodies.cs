using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SmartRetail.Client.Problems;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Client.Recommendations;

/// <summary>The slots of a page.</summary>
internal sealed record PageBody
{
    [Description("From 1 to 20 slots, the most important first, with at most 500 products in all.")]
    [Required, Length(1, PageRequest.MaxSlots)]
    public IReadOnlyList<SlotBody?>? Slots { get; init; }

    [Description("Products that no slot shows; at most 1,000.")]
    public IReadOnlyList<string?>? Exclude { get; init; }

    [Description("What the store's rules may read of the request; at most 16 entries.")]
    public IReadOnlyDictionary<string, string?>? Context { get; init; }

    [Description(RecommendationQuery.LeastDescription)]
    [Range(0, long.MaxValue)]
    public long? LeastProfileVersion { get; init; }

    /// <exception cref="InvalidRequestException">A member breaks a bound.</exception>
    public PageRequest ToRequest()
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        var slots = ImmutableArray.CreateBuilder<SlotRequest>();
        foreach (var (slot, at) in (Slots ?? []).Select((slot, at) => (slot, at)))
        {
            if (slot?.List is not { } list)
            {
                errors.Add(new(slot is null ? $"slots[{at}]" : $"slots[{at}].list", "is required"));
                continue;
            }

            errors.AddRange((slot.Products ?? [])
                .Select((id, place) => Identifier.Check($"slots[{at}].products[{place}]", id)).OfType<FieldError>());
            slots.Add(slot.ToRequest(list));
        }

        errors.AddRange((Exclude ?? []).Select((id, at) => Identifier.Check($"exclude[{at}]", id)).OfType<FieldError>());
        var request = new PageRequest
        {
            Slots = slots.ToImmutable(),
            Exclude = ProductIds.Read(Exclude ?? []),
            Context = (Context ?? new Dictionary<string, string?>()).ToImmutableSortedDictionary(
                pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal),
            LeastProfileVersion = LeastProfileVersion ?? 0,
        };
        if (errors.Count == 0)
        {
            errors.AddRange(request.Check());
        }

        return errors.Count == 0 ? request : throw new InvalidRequestException(errors.ToImmutable());
    }
}

/// <summary>A place on the page and the list it shows.</summary>
internal sealed record SlotBody
{
    [Description("The slot's name, once on the page: selects the store's settings for it, and is kept with the impression.")]
    [Required]
    public string? Slot { get; init; }

    [Description("ForYou, Trending, Popular, RecentlyViewed, BuyAgain, Similar or BoughtTogether.")]
    [Required]
    public PageList? List { get; init; }

    [Description("How many products, from 1 to 100. 10 when absent.")]
    [Range(1, RecommendationRequest.MaxCount)]
    public int? Count { get; init; }

    [Description("Only products of this category.")]
    public string? Category { get; init; }

    [Description("Only products of this brand.")]
    public string? Brand { get; init; }

    [Description("Only products that cost at least this.")]
    public decimal? MinPrice { get; init; }

    [Description("Only products that cost at most this.")]
    public decimal? MaxPrice { get; init; }

    [Description("What the list is about: one product for Similar, 1 to 100 for BoughtTogether, none for others.")]
    public IReadOnlyList<string?>? Products { get; init; }

    public SlotRequest ToRequest(PageList list)
    {
        var request = new SlotRequest
        {
            Slot = Slot!,
            List = list,
            Category = Category,
            Brand = Brand,
            MinPrice = MinPrice,
            MaxPrice = MaxPrice,
            Products = ProductIds.Read(Products ?? []),
        };
        return Count is { } count ? request with { Count = count } : request;
    }
}

/// <summary>A whole page for one customer.</summary>
internal sealed record PageAnswer(
    string Customer,
    [property: Description("The customer's version that every slot was made with.")]
    long ProfileVersion,
    [property: Description("The model that ranked; null when counts or popularity did.")]
    int? ModelVersion,
    [property: Description("The catalog that every slot was checked against.")]
    long CatalogVersion,
    ImmutableArray<SlotAnswer> Slots)
{
    public static PageAnswer From(RecommendationPage page) => new(
        page.Customer.Value,
        page.ProfileVersion,
        page.ModelVersion?.Value,
        page.CatalogVersion,
        [.. page.Slots.Select(SlotAnswer.From)]);
}

/// <summary>One slot of a page, in the order asked for.</summary>
internal sealed record SlotAnswer(
    string Slot,
    PageList List,
    [property: Description("Name it in interactions that follow this slot.")]
    string RecommendationId,
    [property: Description("How much a list for the customer knew; null for a list that is the same for everybody.")]
    string? Tier,
    ImmutableArray<ListedProductAnswer> Products)
{
    public static SlotAnswer From(PageSlot slot) => new(
        slot.Slot,
        slot.List,
        slot.RecommendationId.Value,
        slot.Tier is { } tier ? TierName.Of(tier) : null,
        [.. slot.Products.Select(shown => new ListedProductAnswer(shown.Product.Value, shown.Position, shown.Score))]);
}
