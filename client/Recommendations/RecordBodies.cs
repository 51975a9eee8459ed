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
    [property: Description("What ranking it again would need and what is not kept as it was then; none where it was ranked.")]
    ImmutableArray<ReplayObstacle> Obstacles,
    [property: Description("The list ranked again from what it was made of then; null where an obstacle is in the way.")]
    ReplayAnswer? Replay)
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
        record.Obstacles,
        record.Replay is { } replay ? ReplayAnswer.From(replay) : null);
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

/// <summary>A recorded list, ranked again.</summary>
internal sealed record ReplayAnswer(
    [property: Description("Whether it is the list that was shown, position by position.")]
    bool Same,
    ImmutableArray<ReplayedProductAnswer> Products)
{
    public static ReplayAnswer From(ReplayedList replay) => new(
        replay.IsSame,
        [
            .. replay.Products.Select(ranked => new ReplayedProductAnswer(
                ranked.Product.Value, ranked.Position, ranked.Score, ranked.IsSame)),
        ]);
}

/// <summary>A product of a list that was ranked again.</summary>
internal sealed record ReplayedProductAnswer(
    string Product,
    [property: Description("The first is 1.")]
    int Position,
    [property: Description("What it was ranked by; 0 for one that was there to be tried.")]
    double Score,
    [property: Description("Whether it was shown in this position.")]
    bool Same);
