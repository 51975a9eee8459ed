using System.Collections.Immutable;

namespace SmartRetail.Contracts.Stores;

/// <summary>
/// How a store wants its lists: what is hidden, raised, pinned, how different from each other products are. Without any
/// of it a list is in the order of its scores. Conditions are expressions on a product and the request, such as
/// <c>category == 'Toys' and price &lt; 20</c> or <c>context.region == 'DE'</c>.
/// </summary>
[GenerateSerializer, Immutable, Alias("StoreSettings")]
public sealed record StoreSettings
{
    /// <summary>The most rules of one kind.</summary>
    public const int MaxRules = 100;

    /// <summary>The most categories with a policy of their own, and the most slots.</summary>
    public const int MaxEntries = 1_000;

    /// <summary>The greatest <see cref="ExplorationShare"/>.</summary>
    public const double MaxExplorationShare = 0.5;

    /// <summary>The greatest <see cref="RetentionDays"/>: a hundred years.</summary>
    public const int MaxRetentionDays = 36_500;

    /// <summary>The default of <see cref="ModelMargin"/>.</summary>
    public const double DefaultModelMargin = 0.02;

    /// <summary>Products that are never shown.</summary>
    [Id(0)]
    public ImmutableArray<HideRule> Hide { get; init; } = [];

    /// <summary>Products whose scores are multiplied; all rules that a product meets count.</summary>
    [Id(1)]
    public ImmutableArray<ScoreRule> Scores { get; init; } = [];

    /// <summary>Products with a fixed position. Of several for one position the first that may be shown has it.</summary>
    [Id(2)]
    public ImmutableArray<PinRule> Pins { get; init; } = [];

    /// <summary>Null: the margin does not count.</summary>
    [Id(3)]
    public MarginWeight? Margin { get; init; }

    /// <summary>Null: the age does not count.</summary>
    [Id(4)]
    public FreshnessBonus? Freshness { get; init; }

    /// <summary>When a bought product may be shown again. Null: after the silos' own time.</summary>
    [Id(5)]
    public BoughtAgain? BoughtAgain { get; init; }

    /// <summary>As <see cref="BoughtAgain"/>, by category: coffee always, a fridge never.</summary>
    [Id(6)]
    public ImmutableSortedDictionary<string, BoughtAgain> BoughtAgainByCategory { get; init; } =
        ImmutableSortedDictionary<string, BoughtAgain>.Empty;

    /// <summary>Null: products may be as alike as they are.</summary>
    [Id(7)]
    public Diversity? Diversity { get; init; }

    /// <summary>What is different in one place of the page, by the name that requests give it.</summary>
    [Id(8)]
    public ImmutableSortedDictionary<string, SlotSettings> Slots { get; init; } =
        ImmutableSortedDictionary<string, SlotSettings>.Empty;

    /// <summary>
    /// The share of lists that are recorded as shown, by chance, from 0 to 1. What lists brought is scaled by it. Default: 1, all.
    /// </summary>
    [Id(9)]
    public double ImpressionShare { get; init; } = 1;

    /// <summary>
    /// The share of positions, the first and pinned ones left out, that go to products that have not been shown enough to know
    /// how they fare; from 0 to <see cref="MaxExplorationShare"/>. Default: 0, none.
    /// </summary>
    [Id(10)]
    public double ExplorationShare { get; init; }

    /// <summary>
    /// The share of the active model's ndcg@10 that a newly trained one may lose, at the low end of the difference's 95 %
    /// interval, and go live; from 0 to 1. Default: <see cref="DefaultModelMargin"/>.
    /// </summary>
    [Id(11)]
    public double ModelMargin { get; init; } = DefaultModelMargin;

    /// <summary>
    /// For how many days interactions and records of shown lists are kept, from when they happened; from 1 to
    /// <see cref="MaxRetentionDays"/>. Null: as long as the customer is.
    /// </summary>
    [Id(12)]
    public int? RetentionDays { get; init; }

    /// <summary>Null: a run begins when somebody starts it.</summary>
    [Id(13)]
    public RetrainingSchedule? Retraining { get; init; }
}
