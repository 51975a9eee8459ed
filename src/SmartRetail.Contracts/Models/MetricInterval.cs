namespace SmartRetail.Contracts.Models;

/// <summary>
/// The 95 % interval of a metric's mean over held-out cases: cases drawn anew, with replacement, 1,000 times (Efron and Tibshirani
/// 1993, percentile method).
/// </summary>
[GenerateSerializer, Immutable, Alias("MetricInterval")]
public sealed record MetricInterval([property: Id(0)] double Low, [property: Id(1)] double High);
