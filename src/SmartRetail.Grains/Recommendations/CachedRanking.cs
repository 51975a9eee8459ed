using SmartRetail.Contracts;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Lists;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains.Recommendations;

/// <summary>What is known of the customer, and what was made of it so far.</summary>
internal sealed class CachedRanking(RankingInput input, ModelVersion? model, StoreRules rules, long rankedAt)
{
    public RankingInput Input => input;

    public ModelVersion? Model => model;

    public StoreRules Rules => rules;

    public long RankedAt => rankedAt;

    /// <summary>What <see cref="Newcomers.ChangedAt"/> was.</summary>
    public long NewcomersOf { get; init; }

    public RankedCandidates? Candidates { get; set; }

    /// <summary>
    /// Of all products. Only kept of customers whose pages are put in order: a float a product is much for all others.
    /// </summary>
    public CustomerScores? Scores { get; set; }
}
