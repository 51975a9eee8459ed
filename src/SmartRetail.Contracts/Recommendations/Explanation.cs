using System.Collections.Immutable;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Contracts.Recommendations;

/// <summary>Why a product is in a customer's list, or why it is not. Every member is measured; none is a guess.</summary>
[GenerateSerializer, Immutable, Alias("Explanation")]
public sealed record Explanation
{
    [Id(0)]
    public required ProductId Product { get; init; }

    [Id(1)]
    public required CustomerId Customer { get; init; }

    /// <summary>The customer's version that the list was ranked with.</summary>
    [Id(2)]
    public required long ProfileVersion { get; init; }

    /// <summary>The model that ranked; null when counts or popularity did.</summary>
    [Id(3)]
    public required ModelVersion? ModelVersion { get; init; }

    [Id(4)]
    public required long CatalogVersion { get; init; }

    [Id(5)]
    public required RecommendationTier Tier { get; init; }

    [Id(6)]
    public required ExplanationOutcome Outcome { get; init; }

    /// <summary>Where the list shows it, the first is 1; null when it does not.</summary>
    [Id(7)]
    public int? Position { get; init; }

    /// <summary>Its score with the factors of <see cref="Effects"/>; null when the catalog has no such product.</summary>
    [Id(8)]
    public double? Score { get; init; }

    /// <summary>The lowest score that the list shows, pins aside; null when it shows none.</summary>
    [Id(9)]
    public double? LastShownScore { get; init; }

    /// <summary>The condition that keeps it out; null when none does.</summary>
    [Id(10)]
    public FilterReason? Filter { get; init; }

    /// <summary>The name of the hide rule that keeps it out; null when none does.</summary>
    [Id(11)]
    public string? HiddenBy { get; init; }

    /// <summary>The name of the pin that gives it its position; null when its score does.</summary>
    [Id(12)]
    public string? Pin { get; init; }

    /// <summary>What of the store's settings multiplied its score.</summary>
    [Id(13)]
    public ImmutableArray<ScoreEffect> Effects { get; init; } = [];

    /// <summary>
    /// The products of the history whose removal lowers its score most, strongest first; empty where none does, as for what
    /// is popular alone, and for a product that may not be shown.
    /// </summary>
    [Id(14)]
    public ImmutableArray<ScoreCause> Causes { get; init; } = [];

    /// <summary>Whether the causes could not be measured in time.</summary>
    [Id(15)]
    public bool LacksCauses { get; init; }
}

/// <summary>A product of the history to which another one owes a part of its score.</summary>
/// <param name="Kind">What the customer did with it last.</param>
/// <param name="Contribution">How far the score falls without it, as a share of the score.</param>
[GenerateSerializer, Immutable, Alias("ScoreCause")]
public sealed record ScoreCause(
    [property: Id(0)] ProductId Product,
    [property: Id(1)] InteractionKind Kind,
    [property: Id(2)] DateTimeOffset OccurredAt,
    [property: Id(3)] double Contribution);

/// <summary>A setting of the store that multiplied a score.</summary>
/// <param name="Rule">The name of the score rule; the attribute's for a margin; null for freshness.</param>
[GenerateSerializer, Immutable, Alias("ScoreEffect")]
public sealed record ScoreEffect(
    [property: Id(0)] ScoreEffectKind Kind, [property: Id(1)] string? Rule, [property: Id(2)] double Factor);

/// <summary>Which kind of setting multiplied a score.</summary>
[GenerateSerializer, Alias("ScoreEffectKind")]
public enum ScoreEffectKind
{
    /// <summary>A score rule with a factor of 1 or more.</summary>
    Boost = 1,

    /// <summary>A score rule with a factor below 1.</summary>
    Bury = 2,

    Margin = 3,

    Freshness = 4,
}
