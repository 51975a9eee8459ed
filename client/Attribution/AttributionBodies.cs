using System.Collections.Immutable;
using System.ComponentModel;
using SmartRetail.Client.Recommendations;
using SmartRetail.Contracts.Attribution;

namespace SmartRetail.Client.Attribution;

/// <summary>What the lists shown in a time brought until now.</summary>
internal sealed record AttributionAnswer(
    [property: Description("The begin of the first hour.")]
    DateTimeOffset From,
    [property: Description("The end of the last hour.")]
    DateTimeOffset To,
    AttributionFiguresAnswer Total,
    [property: Description("By slot, tier and model, most shown first. Of more than 100 slots the least shown are '(other)'.")]
    ImmutableArray<AttributionGroupAnswer> Groups)
{
    public static AttributionAnswer Of(AttributionReport report) => new(
        report.From,
        report.To,
        AttributionFiguresAnswer.Of(
            report.Groups.Aggregate(AttributionSums.Zero, (sum, group) => sum + group.Sums)),
        [
            .. report.Groups.Select(group => new AttributionGroupAnswer(
                group.Key.Slot,
                TierName.Of(group.Key.Tier),
                group.Key.Model?.Value,
                AttributionFiguresAnswer.Of(group.Sums))),
        ]);
}

/// <summary>The lists of one kind.</summary>
internal sealed record AttributionGroupAnswer(
    [property: Description("The place on the page; null for requests that named none.")]
    string? Slot,
    string Tier,
    [property: Description("The model that ranked; null when counts or popularity did.")]
    int? ModelVersion,
    AttributionFiguresAnswer Figures);

/// <summary>What lists brought. Where impressions are sampled these are estimates, scaled to all lists.</summary>
internal sealed record AttributionFiguresAnswer(
    [property: Description("Lists shown.")]
    double Lists,
    [property: Description("Products shown in them.")]
    double Shown,
    [property: Description("Of these, how many were looked at; each once, however often.")]
    double Clicks,
    [property: Description("How many were put into the basket.")]
    double Carts,
    [property: Description("How many were bought.")]
    double Purchases,
    [property: Description("Quantity × price of the purchases, in the store's currency; returns are not taken off.")]
    double Revenue,
    [property: Description("clicks / shown; null when nothing was shown, as the other rates.")]
    double? ClickThroughRate,
    [property: Description("carts / shown.")]
    double? CartRate,
    [property: Description("purchases / shown.")]
    double? ConversionRate)
{
    public static AttributionFiguresAnswer Of(AttributionSums sums) => new(
        Math.Round(sums.Lists, 2),
        Math.Round(sums.Shown, 2),
        Math.Round(sums.Clicks, 2),
        Math.Round(sums.Carts, 2),
        Math.Round(sums.Purchases, 2),
        Math.Round(sums.Revenue, 2),
        Rate(sums.Clicks, sums.Shown),
        Rate(sums.Carts, sums.Shown),
        Rate(sums.Purchases, sums.Shown));

    private static double? Rate(double outcomes, double shown) => shown > 0 ? Math.Round(outcomes / shown, 6) : null;
}
