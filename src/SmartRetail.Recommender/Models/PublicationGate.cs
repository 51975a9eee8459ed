using System.Globalization;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Metrics;

namespace SmartRetail.Recommender.Models;

/// <summary>
/// Decides whether a fitted model goes live. It must be shown not to be worse, not merely not be shown to be: the low end
/// of the difference's interval counts, as in a trial for non-inferiority, so that few customers or a lucky draw let
/// nothing pass.
/// </summary>
public static class PublicationGate
{
    /// <summary>With fewer customers an interval says nothing: three that agree have one of no width.</summary>
    public const int LeastCustomers = 30;

    /// <summary>Compares customer by customer.</summary>
    /// <param name="against">The active version that gave <paramref name="opponent"/>; null: the counts.</param>
    /// <param name="candidate">The ndcg@10 of each customer with the fitted model.</param>
    /// <param name="opponent">The same customers', in the same order, without it.</param>
    public static ModelComparison Compare(
        ModelVersion? against, IReadOnlyList<double> candidate, IReadOnlyList<double> opponent, int seed, string? note = null)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(opponent);
        ArgumentOutOfRangeException.ThrowIfNotEqual(opponent.Count, candidate.Count);
        if (candidate.Count == 0)
        {
            return new(against, 0, 0, 0, 0, 0, 0, BootstrapInterval.Draws, seed, note);
        }

        double[] differences = [.. candidate.Zip(opponent, (with, without) => with - without)];
        var (low, high) = BootstrapInterval.Of(differences, seed);
        return new(
            against,
            candidate.Count,
            candidate.Average(),
            opponent.Average(),
            differences.Average(),
            low,
            high,
            BootstrapInterval.Draws,
            seed,
            note);
    }

    /// <summary>
    /// Against the active model, it may lose <paramref name="share"/> of the active one's ndcg@10 at the low end of the
    /// interval. Against the counts, which cost nothing, it must gain something beyond chance.
    /// </summary>
    /// <param name="comparison">Null where the worker compared nothing.</param>
    /// <param name="share">From 0 to 1.</param>
    public static GateDecision Decide(ModelComparison? comparison, double share)
    {
        if (comparison is null)
        {
            return new(false, null, 0, "the fitted model was compared with nothing");
        }

        if (comparison.Customers < LeastCustomers)
        {
            return new(false, comparison, 0, string.Create(
                CultureInfo.InvariantCulture,
                $"{comparison.Customers} customers have visits to be judged by; {LeastCustomers} are needed"));
        }

        var margin = comparison.Against is null ? 0 : share * comparison.Opponent;
        var isPassed = comparison.Against is null ? comparison.Low > 0 : comparison.Low >= -margin;
        return new(isPassed, comparison, margin, Describe(comparison, margin, isPassed));
    }

    private static string Describe(ModelComparison comparison, double margin, bool isPassed)
    {
        var figures = string.Create(
            CultureInfo.InvariantCulture,
            $"ndcg@10 differs by {comparison.Difference:+0.0000;-0.0000} ({comparison.Low:+0.0000;-0.0000} to " +
            $"{comparison.High:+0.0000;-0.0000}, {comparison.Customers} customers)");
        return comparison.Against is { } version
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{(isPassed ? "no worse than" : "may be worse than")} model {version} by more than {margin:0.0000}: {figures}")
            : $"{(isPassed ? "better than" : "not shown to be better than")} the counts alone: {figures}";
    }
}
