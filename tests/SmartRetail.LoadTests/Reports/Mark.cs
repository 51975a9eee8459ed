namespace SmartRetail.LoadTests.Reports;

/// <summary>Something that happened at a second of a run.</summary>
/// <param name="IsRate">Whether it is no more than that another rate began.</param>
internal sealed record Mark(int Second, string What, bool IsRate = false);
