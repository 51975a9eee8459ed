using System.Collections.Immutable;
using SmartRetail.Contracts.Training;

namespace SmartRetail.Training.Processes;

/// <summary>How a fitted model ranked the held-out interactions, as served and beside the floors and what ranks now.</summary>
internal sealed record EvaluatedFit(
    ImmutableSortedDictionary<string, double> Metrics,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>> Floors,
    ModelComparison Comparison);
