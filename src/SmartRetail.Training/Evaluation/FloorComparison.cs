using System.Collections.Immutable;
using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Splits;
using Scores = System.Collections.Immutable.ImmutableSortedDictionary<string, double>;

namespace SmartRetail.Training.Evaluation;

/// <summary>Ranks the same cases with a model and with the count models, fitted on the same training part.</summary>
internal sealed class FloorComparison(EvaluationSplit split, bool maskSeen, int threads, int seed)
{
    private readonly RankingEvaluator _evaluator = new(split.Training.CountItems(), threads, seed);

    /// <summary>Without cases, which a young store may lack, the metrics are empty.</summary>
    public RankingReport Evaluate(
        IReadOnlyList<HeldOutCase> cases,
        ISequenceScorer scorer,
        Action<double>? progress,
        CancellationToken cancellationToken) => cases.Count == 0
            ? new(Scores.Empty, [])
            : _evaluator.Evaluate(cases, scorer, maskSeen, progress, cancellationToken);

    public ImmutableSortedDictionary<string, RankingReport> EvaluateFloors(
        Action<double>? progress, CancellationToken cancellationToken)
    {
        var floors = ImmutableSortedDictionary.CreateBuilder<string, RankingReport>(StringComparer.Ordinal);
        foreach (var name in CountModel.Names)
        {
            var done = floors.Count;
            var model = CountModel.Create(name);
            model.Fit(split.Training);
            cancellationToken.ThrowIfCancellationRequested();
            floors[name] = Evaluate(
                split.Test,
                model,
                share => progress?.Invoke((done + share) / CountModel.Names.Count),
                cancellationToken);
        }

        return floors.ToImmutable();
    }
}
