namespace SmartRetail.LoadTests.Reports;

/// <summary>A line of a chart.</summary>
/// <param name="Points">By x; one whose y is 0 is left out where the scale is logarithmic.</param>
internal sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points);
