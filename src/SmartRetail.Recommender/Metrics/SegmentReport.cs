using System.Collections.Immutable;

namespace SmartRetail.Recommender.Metrics;

/// <summary>How a model ranked the cases of one segment of customers.</summary>
/// <param name="Cases">How many cases the segment has; with few, the means say little.</param>
/// <param name="Metrics">Means over the segment's cases, by name.</param>
public sealed record SegmentReport(int Cases, ImmutableSortedDictionary<string, double> Metrics);
