using System.Collections.Immutable;

namespace SmartRetail.Remote;

/// <summary>Which list a slot shows.</summary>
public enum PageList
{
    ForYou,
    Trending,
    Popular,
    RecentlyViewed,
    BuyAgain,
    Similar,
    BoughtTogether,
}

/// <summary>A place on the page and the list it shows.</summary>
/// <param name="Name">Once on the page.</param>
public sealed record Slot([property: System.Text.Json.Serialization.JsonPropertyName("slot")] string Name, PageList List, int Count = 10)
{
    public string? Category { get; init; }

    public string? Brand { get; init; }

    public decimal? MinPrice { get; init; }

    public decimal? MaxPrice { get; init; }

    /// <summary>What the list is about: one product for Similar, up to 100 for BoughtTogether.</summary>
    public IReadOnlyCollection<string>? Products { get; init; }
}

/// <summary>A whole page for one customer, made with one version of the customer and of the catalog.</summary>
public sealed record Page(
    string Customer, long ProfileVersion, int? ModelVersion, long CatalogVersion, ImmutableArray<FilledSlot> Slots);

/// <summary>One slot of a page, in the order asked for.</summary>
public sealed record FilledSlot(
    string Slot, PageList List, string RecommendationId, string? Tier, ImmutableArray<ListedProduct> Products);
