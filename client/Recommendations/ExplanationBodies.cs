using System.Collections.Immutable;
using System.ComponentModel;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Client.Recommendations;

/// <summary>Why a list shows a product, or why it does not.</summary>
internal sealed record ExplanationAnswer(
    string Product,
    string Customer,
    [property: Description("The customer's version that was ranked with.")]
    long ProfileVersion,
    [property: Description("The model that ranked; null when counts or popularity did.")]
    int? ModelVersion,
    [property: Description("The catalog that stock, price and availability were checked against.")]
    long CatalogVersion,
    [property: Description("How much the list knew: personal, session, counts or popular.")]
    string Tier,
    [property: Description("Shown; or why not: Filtered (see filter), Outranked (see gap), OverQuota (see filter), TooAlike (others "
        + "made the list more different), PinnedOut (pins hold every place).")]
    ExplanationOutcome Outcome,
    [property: Description("The product's position in the list, the first is 1; null when it is not shown.")]
    int? Position,
    [property: Description("Compares only within this list; null when the catalog has no such product.")]
    double? Score,
    [property: Description("The lowest score that the list shows, pins aside.")]
    double? LastShownScore,
    [property: Description("How much the score lacks to the last one shown, when it is outranked; 0 when the two are equal.")]
    double? Gap,
    [property: Description("The first condition that keeps the product out; null when none does.")]
    FilterReason? Filter,
    [property: Description("The name of the hide rule, when it is one.")]
    string? HiddenBy,
    [property: Description("The name of the pin that gives the position; null when the score does.")]
    string? Pin,
    [property: Description("The rules that multiplied the score.")]
    ImmutableArray<ScoreEffectAnswer> Effects,
    [property: Description("The products of the history whose removal lowers the score most, strongest first; at most 5.")]
    ImmutableArray<ScoreCauseAnswer> Causes,
    [property: Description("Whether the causes could not be measured in time.")]
    bool LacksCauses)
{
    public static ExplanationAnswer From(Explanation explanation) => new(
        explanation.Product.Value,
        explanation.Customer.Value,
        explanation.ProfileVersion,
        explanation.ModelVersion?.Value,
        explanation.CatalogVersion,
        TierName.Of(explanation.Tier),
        explanation.Outcome,
        explanation.Position,
        explanation.Score,
        explanation.LastShownScore,
        explanation.Outcome == ExplanationOutcome.Outranked ? explanation.LastShownScore - explanation.Score : null,
        explanation.Filter,
        explanation.HiddenBy,
        explanation.Pin,
        [.. explanation.Effects.Select(effect => new ScoreEffectAnswer(effect.Kind, effect.Rule, effect.Factor))],
        [.. explanation.Causes.Select(ScoreCauseAnswer.From)],
        explanation.LacksCauses);
}

/// <summary>A setting of the store that multiplied the score.</summary>
internal sealed record ScoreEffectAnswer(
    ScoreEffectKind Kind,
    [property: Description("The score rule's name, or the margin's attribute; null for freshness.")]
    string? Rule,
    double Factor);

/// <summary>A product of the customer's history to which the score owes a part.</summary>
internal sealed record ScoreCauseAnswer(
    string Product,
    [property: Description("What the customer did with it last.")]
    InteractionKind Kind,
    DateTimeOffset OccurredAt,
    [property: Description("How far the score falls without it, as a share of the score.")]
    double Contribution)
{
    public static ScoreCauseAnswer From(ScoreCause cause) =>
        new(cause.Product.Value, cause.Kind, cause.OccurredAt, cause.Contribution);
}
