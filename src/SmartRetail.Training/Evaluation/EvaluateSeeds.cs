using System.Collections.Immutable;
using Scores = System.Collections.Immutable.ImmutableSortedDictionary<string, double>;

namespace SmartRetail.Training.Evaluation;

/// <summary>The same evaluation with several seeds.</summary>
/// <param name="Mean">Of the tests.</param>
/// <param name="Spread">The standard deviation of the tests, of a sample.</param>
public sealed record EvaluateSeeds(ImmutableArray<EvaluateSeed> Runs, Scores Mean, Scores Spread)
{
    internal static EvaluateSeeds Of(ImmutableArray<EvaluateSeed> runs)
    {
        var names = runs[0].Test.Keys;
        var mean = names.ToImmutableSortedDictionary(
            name => name, name => runs.Average(run => run.Test[name]), StringComparer.Ordinal);
        var spread = names.ToImmutableSortedDictionary(
            name => name,
            name => Math.Sqrt(runs.Sum(run => Math.Pow(run.Test[name] - mean[name], 2)) / (runs.Length - 1)),
            StringComparer.Ordinal);
        return new(runs, mean, spread);
    }
}

/// <param name="Architecture">What was chosen with this seed.</param>
public sealed record EvaluateSeed(int Seed, string Architecture, Scores Validation, Scores Test);
