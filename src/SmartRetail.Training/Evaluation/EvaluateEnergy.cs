using SmartRetail.Contracts.Models;

namespace SmartRetail.Training.Evaluation;

/// <summary>What the evaluation took, fits and rankings together.</summary>
/// <param name="Source">
/// rapl: measured by the processor, for the whole machine; estimate: from CPU time; with "and nvml" behind it, the GPU's own
/// counter is part of it.
/// </param>
/// <param name="GramsCo2">By <paramref name="GramsPerKwh"/>.</param>
/// <param name="GramsPerKwh">The configured carbon intensity of electricity.</param>
/// <param name="JoulesPerThousandRankings">
/// Of the test: all products scored and ordered for 1,000 histories, with the model the metrics are of.
/// </param>
public sealed record EvaluateEnergy(
    double Joules, string Source, double GramsCo2, double GramsPerKwh, double JoulesPerThousandRankings)
{
    internal static EvaluateEnergy Of(
        Energy.EnergyReading used, double gramsPerKwh, double joulesPerThousandRankings) => new(
            used.Joules,
            used.Source,
            EnergyPurpose.Grams(used.Joules, gramsPerKwh),
            gramsPerKwh,
            joulesPerThousandRankings);
}
