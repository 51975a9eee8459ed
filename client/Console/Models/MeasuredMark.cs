using SmartRetail.Contracts.Models;

namespace SmartRetail.Client.Console.Models;

/// <summary>A metric of one model, as it is drawn.</summary>
/// <param name="Interval">Null where it is not known.</param>
internal sealed record MeasuredMark(double Value, MetricInterval? Interval)
{
    public double Low => Math.Min(Value, Interval?.Low ?? Value);

    public double High => Math.Max(Value, Interval?.High ?? Value);

    public string Text => Interval is null
        ? Figure.Metric(Value)
        : $"{Figure.Metric(Value)} ({Figure.Metric(Interval.Low)}–{Figure.Metric(Interval.High)})";
}
