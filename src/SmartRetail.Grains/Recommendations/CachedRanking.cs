using SmartRetail.Contracts;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Features.Packing;
using SmartRetail.Recommender.Lists;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains.Recommendations;

/// <summary>What is known of the customer, and what was made of it so far.</summary>
internal sealed class CachedRanking(RankingInput input, ModelVersion? model, StoreRules rules, long rankedAt)
{
    // Most are asked for a list that is kept, and then nobody reads it again.
    private readonly Packed _input = input.Pack();

    public long ProfileVersion { get; } = input.Version;

    public ModelVersion? Model => model;

    public StoreRules Rules => rules;

    public long RankedAt => rankedAt;

    /// <summary>What <see cref="Newcomers.ChangedAt"/> was.</summary>
    public long NewcomersOf { get; init; }

    public RankedCandidates? Candidates { get; private set; }

    /// <summary>What <see cref="Candidates"/> were ranked from; null where that cannot be told.</summary>
    public RankingMoment? CandidatesOf { get; private set; }

    /// <summary>
    /// Of all products. Only kept of customers whose pages are put in order: a float a product is much for all others.
    /// </summary>
    public CustomerScores? Scores { get; set; }

    /// <summary>The list that was asked for last, made of these candidates.</summary>
    public KeptList? List { get; set; }

    /// <summary>Returns what is known of the customer, made anew: whoever reads it more than once keeps it.</summary>
    public RankingInput ReadInput() => RankingInput.Unpack(_input);

    public void Keep(RankedCandidates candidates, RankingMoment? of) =>
        (Candidates, CandidatesOf, List) = (candidates, of, null);
}
