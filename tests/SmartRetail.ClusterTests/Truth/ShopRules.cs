using System.Collections.Immutable;
using System.Globalization;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.ClusterTests.Truth;

/// <summary>What a shop hides: as settings for the cluster, and by itself for whoever checks its answers.</summary>
/// <param name="MaxPrice">Dearer products are hidden.</param>
/// <param name="Category">The category that is hidden in one region.</param>
internal sealed record ShopRules(
    decimal? MaxPrice, string? Category, string? Region, ImmutableHashSet<ProductId> Hidden, bool IsArranged)
{
    public static ShopRules None { get; } = new(null, null, null, [], IsArranged: false);

    public static ShopRules Draw(Random chance, IReadOnlyList<ProductId> products) => new(
        chance.Next(2) == 0 ? null : chance.Next(10, 60),
        chance.Next(3) == 0 ? "odd" : null,
        chance.Next(2) == 0 ? "north" : "south",
        [.. chance.GetItems([.. products], chance.Next(8))],
        chance.Next(2) == 0);

    public bool Hide(Product product, string? region) =>
        product.Price > MaxPrice
        || (Category is not null && product.Category == Category && region == Region)
        || Hidden.Contains(product.Id);

    /// <param name="pinned">Hidden or not, it is given a position: a pin is no way around what hides it.</param>
    public StoreSettings ToSettings(ProductId pinned) => new()
    {
        Hide =
        [
            .. MaxPrice is { } price
                ? [new HideRule("too dear", string.Create(CultureInfo.InvariantCulture, $"price > {price}"))]
                : Enumerable.Empty<HideRule>(),
            .. Category is not null
                ? [new HideRule("not here", $"category == '{Category}' and context.region == '{Region}'")]
                : Enumerable.Empty<HideRule>(),
            .. Hidden.Select(product => new HideRule($"not {product}", $"id == '{product}'")),
        ],
        Pins = IsArranged ? [new PinRule("first", pinned, 1, null, null)] : [],
        Scores = IsArranged ? [new ScoreRule("raised", "context.region == 'north' and category == 'even'", 3)] : [],
        Diversity = IsArranged ? new(0.3, PerCategory: 6) : null,
        ExplorationShare = IsArranged ? 0.3 : 0,
    };
}
