using System.Globalization;

namespace SmartRetail.Client.Console.Models;

/// <summary>A metric of two models on one scale.</summary>
internal sealed record ComparedMetric(string Metric, MeasuredMark First, MeasuredMark Second)
{
    // The least width of a scale, as a part of what is measured: a difference of a thousandth must not look like one of a half.
    private const double LeastSpan = 0.05;

    // Of the width of the drawing, at both ends: room for the dots.
    private const double Margin = 4;

    public double Difference => Second.Value - First.Value;

    /// <summary>Where a value is drawn, from 0 to 100. The scale reaches from the lowest end of both to the highest.</summary>
    public string X(double value)
    {
        var (low, high) = (Math.Min(First.Low, Second.Low), Math.Max(First.High, Second.High));
        var span = Math.Max(high - low, Math.Max(Math.Abs(high) * LeastSpan, 1e-9));
        var start = (low + high - span) / 2;
        return (Margin + ((100 - (2 * Margin)) * (value - start) / span)).ToString("0.##", CultureInfo.InvariantCulture);
    }
}
