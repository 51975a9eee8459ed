namespace SmartRetail.LoadTests.Reports;

/// <summary>Something that happened at a second of a run.</summary>
internal sealed record Mark(int Second, string What);
