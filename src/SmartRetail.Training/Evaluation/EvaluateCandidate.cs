using System.Collections.Immutable;
using Scores = System.Collections.Immutable.ImmutableSortedDictionary<string, double>;

namespace SmartRetail.Training.Evaluation;

/// <summary>One of the models that an evaluation fitted.</summary>
/// <param name="IsChosen">Whether the document's metrics are its own.</param>
/// <param name="Validation">Absent for a floor that was not to be chosen.</param>
/// <param name="FitCpuSeconds">Processor time of the fit, of all threads.</param>
public sealed record EvaluateCandidate(
    string Name,
    bool IsChosen,
    Scores? Validation,
    Scores Test,
    ImmutableSortedDictionary<string, double[]> Intervals,
    Scores HyperParameters,
    ImmutableArray<EpochScore> Curve,
    double FitSeconds,
    double FitCpuSeconds);
