using System.Collections.Immutable;
using SmartRetail.Recommender.Metrics;
using Scores = System.Collections.Immutable.ImmutableSortedDictionary<string, double>;

namespace SmartRetail.Training.Evaluation;

/// <summary>What remains of a contender when it has been ranked with.</summary>
/// <param name="Validation">Null where nothing was to be chosen by it.</param>
internal sealed record ContenderReport(
    string Name,
    Scores HyperParameters,
    ImmutableArray<EpochScore> Curve,
    Scores Weights,
    TimeSpan FitTime,
    TimeSpan FitCpu,
    RankingReport? Validation,
    RankingReport Test)
{
    /// <summary>Of the test: all products scored and ordered for 1,000 histories.</summary>
    public double JoulesPerThousandRankings { get; init; }

    /// <summary>What the best of several is chosen by; the lowest of all where there are no validation cases.</summary>
    public double Selection => Validation?.Metrics.GetValueOrDefault("ndcg@10", double.MinValue) ?? double.MinValue;

    public static ContenderReport Of(Contender contender, RankingReport? validation, RankingReport test) => new(
        contender.Name,
        contender.HyperParameters,
        contender.Curve,
        contender.Weights,
        contender.FitTime,
        contender.FitCpu,
        validation,
        test);
}
