using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.Client.Settings;

/// <summary>How a store wants its lists. What is left out is not in force.</summary>
internal sealed record SettingsBody
{
    [Description("Products that are never shown; at most 100 rules.")]
    public IReadOnlyList<HideRuleBody?>? Hide { get; init; }

    [Description("Products whose scores are multiplied; at most 100 rules, and all that a product meets count.")]
    public IReadOnlyList<ScoreRuleBody?>? Scores { get; init; }

    [Description("Products with a fixed position while they may be shown; at most 100 rules. Of several for one position "
        + "the first that may be shown has it.")]
    public IReadOnlyList<PinRuleBody?>? Pins { get; init; }

    [Description("How much a product's margin counts.")]
    public MarginBody? Margin { get; init; }

    [Description("How much it counts that a product is new.")]
    public FreshnessBody? Freshness { get; init; }

    [Description("When a bought product is shown again; null: after the platform's own time, 30 days by default.")]
    public BoughtAgainBody? BoughtAgain { get; init; }

    [Description("As boughtAgain, by category.")]
    public ImmutableSortedDictionary<string, BoughtAgainBody?>? BoughtAgainByCategory { get; init; }

    [Description("How different from each other the products of a list are.")]
    public DiversityBody? Diversity { get; init; }

    [Description("What is different in one place of the page, by the slot that requests name.")]
    public ImmutableSortedDictionary<string, SlotBody?>? Slots { get; init; }

    [Description("The share of lists that are recorded as shown, by chance, from 0 to 1; null: all. Attribution is scaled by it.")]
    [Range(0, 1)]
    public double? ImpressionShare { get; init; }

    [Description("The share of positions behind the first, pinned ones left out, that go to products of which too little is "
        + "known, from 0 to 0.5; null: none.")]
    [Range(0, StoreSettings.MaxExplorationShare)]
    public double? ExplorationShare { get; init; }

    [Description("The share of the active model's ndcg@10 that a newly trained one may lose, at the low end of the difference's "
        + "95 % interval, and go live; from 0 to 1. 0.02 when absent.")]
    [Range(0, 1)]
    public double? ModelMargin { get; init; }

    [Description("For how many days interactions and records of shown lists are kept, from when they happened; null: as long as "
        + "the customer is. What is older is deleted within an hour.")]
    [Range(1, StoreSettings.MaxRetentionDays)]
    public int? RetentionDays { get; init; }

    [Description("When a model is trained anew without anybody asking for it; null: when somebody does.")]
    public RetrainingBody? Retraining { get; init; }
}

/// <summary>Hides products.</summary>
internal sealed record HideRuleBody(
    [property: Description("What reports call the rule.")]
    [property: Required]
    string? Name,
    [property: Description("An expression of product and request, such as: category == 'Toys' and price < 20.")]
    [property: Required]
    string? When);

/// <summary>Raises or buries products.</summary>
internal sealed record ScoreRuleBody(
    [property: Description("What reports call the rule.")]
    [property: Required]
    string? Name,
    [property: Description("An expression of product and request, such as: brand in ('A', 'B') and not (stock < 3).")]
    [property: Required]
    string? When,
    [property: Description("What scores are multiplied by, from 0.001 to 1,000.")]
    [property: Required, Range(ScoreRule.MinFactor, ScoreRule.MaxFactor)]
    double? Factor);

/// <summary>Gives a product a position.</summary>
internal sealed record PinRuleBody(
    [property: Description("What reports call the rule.")]
    [property: Required]
    string? Name,
    [property: Description("The product.")]
    [property: Required]
    string? Product,
    [property: Description("From 1 to 100; a shorter list does not show it.")]
    [property: Required, Range(1, 100)]
    int? Position,
    [property: Description("The place on the page; null for all.")]
    string? Slot,
    [property: Description("An expression of the request alone, such as: context.region == 'DE'; null for every request.")]
    string? When);

/// <summary>Multiplies a score by 1 + weight × margin.</summary>
internal sealed record MarginBody(
    [property: Description("The attribute of products that holds the margin, a share of the price from 0 to 1.")]
    [property: Required]
    string? Attribute,
    [property: Description("From 0 to 100.")]
    [property: Required, Range(0, MarginWeight.MaxWeight)]
    double? Weight);

/// <summary>Multiplies a score by 1 + bonus × 2^(-age / half-life), with the age since the product was first sold.</summary>
internal sealed record FreshnessBody(
    [property: Description("From 0 to 100.")]
    [property: Required, Range(0, FreshnessBonus.MaxBonus)]
    double? Bonus,
    [property: Description("From 0.01 to 3,650.")]
    [property: Required, Range(FreshnessBonus.MinHalfLifeDays, FreshnessBonus.MaxHalfLifeDays)]
    double? HalfLifeDays);

/// <summary>When a product is shown again to who has bought it.</summary>
internal sealed record BoughtAgainBody(
    [property: Required]
    BoughtAgainPolicy? Policy,
    [property: Description("From 1 to 3,650 with the policy After, else null.")]
    [property: Range(1, BoughtAgain.MaxDays)]
    int? Days);

/// <summary>Maximal marginal relevance by category and brand, and quotas.</summary>
internal sealed record DiversityBody(
    [property: Description("From 0 (relevance alone) to 1 (as different as maxLoss allows).")]
    [property: Required, Range(0, 1)]
    double? Strength,
    [property: Description("The share of its score that a place in the list may lose, from 0 to 1. 0.5 when absent.")]
    [property: Range(0, 1)]
    double? MaxLoss,
    [property: Description("The most products of one category, from 1 to 100, unless the list would be shorter; null: any number.")]
    [property: Range(1, 100)]
    int? PerCategory,
    [property: Description("The most products of one brand, from 1 to 100, unless the list would be shorter; null: any number.")]
    [property: Range(1, 100)]
    int? PerBrand);

/// <summary>What is different in one place of the page; null is as in the rest of the store.</summary>
internal sealed record SlotBody(DiversityBody? Diversity);

/// <summary>A training run begins as soon as one of these holds and no other run of the store goes on; one is required.</summary>
internal sealed record RetrainingBody
{
    [Description("Hours since the last run began, whoever started it.")]
    [Range(1, RetrainingSchedule.MaxHours)]
    public int? EveryHours { get; init; }

    [Description("Interactions recorded since the last run began.")]
    [Range(RetrainingSchedule.MinInteractions, RetrainingSchedule.MaxInteractions)]
    public long? EveryInteractions { get; init; }

    [Description("The share of its first click rate that the active model's lists have lost, the last 7 days beside the first 7, "
        + "from 0.01 to 1; what may be chance does not count.")]
    [Range(RetrainingSchedule.MinFall, 1)]
    public double? ClickRateFall { get; init; }

    [Description("The architecture; null: that of the active model.")]
    public string? Architecture { get; init; }
}

/// <summary>Settings and their version.</summary>
internal sealed record SettingsAnswer(
    [property: Description("Grows by one with each change; 0 for a store that never saved any. Send it in If-Match.")]
    long Version,
    [property: Description("When it was saved; null for version 0.")]
    DateTimeOffset? SavedAt,
    SettingsBody Settings);
