namespace SmartRetail.Client.Theme.Charts;

/// <summary>One line of a chart, its points from left to right.</summary>
public sealed record ChartSeries(string Name, string Color, IReadOnlyList<ChartPoint> Points);

/// <summary>A point in the units of the axes.</summary>
public readonly record struct ChartPoint(double X, double Y);
