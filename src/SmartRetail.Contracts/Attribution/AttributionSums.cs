namespace SmartRetail.Contracts.Attribution;

/// <summary>What lists are told apart by.</summary>
/// <param name="Slot">The place on the page; null for requests that named none.</param>
/// <param name="Model">The model that ranked; null when counts or popularity did.</param>
[GenerateSerializer, Immutable, Alias("AttributionKey")]
public sealed record AttributionKey(
    [property: Id(0)] string? Slot,
    [property: Id(1)] Recommendations.RecommendationTier Tier,
    [property: Id(2)] ModelVersion? Model);

/// <summary>
/// What lists brought. Where impressions are sampled, each recorded one stands for 1 / share lists, and so do its outcomes: the
/// figures are estimates of those of all lists then, without bias.
/// </summary>
/// <param name="Lists">Lists shown.</param>
/// <param name="Shown">Products shown in them.</param>
/// <param name="Clicks">Of these, how many were looked at: each once, however often.</param>
/// <param name="Carts">How many were put into the basket.</param>
/// <param name="Purchases">How many were bought.</param>
/// <param name="Revenue">Quantity × price of those purchases, in the store's currency; returns are not taken off.</param>
[GenerateSerializer, Immutable, Alias("AttributionSums")]
public sealed record AttributionSums(
    [property: Id(0)] double Lists,
    [property: Id(1)] double Shown,
    [property: Id(2)] double Clicks,
    [property: Id(3)] double Carts,
    [property: Id(4)] double Purchases,
    [property: Id(5)] double Revenue)
{
    public static AttributionSums Zero { get; } = new(0, 0, 0, 0, 0, 0);

    public static AttributionSums operator +(AttributionSums left, AttributionSums right) => new(
        left.Lists + right.Lists,
        left.Shown + right.Shown,
        left.Clicks + right.Clicks,
        left.Carts + right.Carts,
        left.Purchases + right.Purchases,
        left.Revenue + right.Revenue);
}
