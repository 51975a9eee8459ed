using System.Collections.Immutable;
using System.ComponentModel;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Client.Recommendations;

/// <summary>A list as it was shown once.</summary>
internal sealed record RecordAnswer(
    string RecommendationId,
    string Customer,
    DateTimeOffset ShownAt,
    string? Slot,
    [property: Description("How much the answer knew: personal, session, counts or popular.")]
    string Tier,
    [property: Description("The customer's version that was ranked with.")]
    long ProfileVersion,
    [property: Description("The model that ranked; null when counts or popularity did.")]
    int? ModelVersion,
    long CatalogVersion,
    [property: Description("The store's settings that the list was made by.")]
    long SettingsVersion,
    [property: Description("What choices of chance were drawn from; null where chance had no part.")]
    long? Seed,
    ImmutableArray<RecordedProductAnswer> Products,
    [property: Description("What ranking it again would need and what is not kept as it was then.")]
    ImmutableArray<ReplayObstacle> Obstacles)
{
    public static RecordAnswer From(RecommendationRecord record) => new(
        record.RecommendationId.Value,
        record.Customer.Value,
        record.ShownAt,
        record.Slot,
        TierName.Of(record.Tier),
        record.ProfileVersion,
        record.ModelVersion?.Value,
        record.CatalogVersion,
        record.SettingsVersion,
        record.Seed,
        [
            .. record.Products.Select(shown => new RecordedProductAnswer(
                shown.Product.Value, shown.Position, shown.Propensity, shown.IsExplored)),
        ],
        record.Obstacles);
}

/// <summary>A product of a recorded list.</summary>
internal sealed record RecordedProductAnswer(
    string Product,
    [property: Description("The first is 1.")]
    int Position,
    [property: Description("The chance with which it came to be in this position; 1 where chance had no part.")]
    double Propensity,
    [property: Description("Whether it was there to be tried, and not by its score.")]
    bool Explored);
