using System.Diagnostics.Metrics;
using SmartRetail.Grains.Operations;

namespace SmartRetail.Grains.Shadows;

/// <summary>What this silo counts of candidates that rank beside active models.</summary>
internal sealed class ShadowMeters
{
    public const string Lists = "smartretail_shadow_lists";
    public const string Overlaps = "smartretail_shadow_overlap";
    public const string Durations = "smartretail_shadow_duration";

    private readonly Counter<long> _lists;
    private readonly Histogram<double> _overlap;
    private readonly Histogram<double> _seconds;

    public ShadowMeters(IMeterFactory meters)
    {
        var meter = meters.Create(ServingMeters.MeterName);
        _lists = meter.CreateCounter<long>(
            Lists, description: "Lists of the share that a candidate ranks too, by outcome: compared, failed, dropped");
        _overlap = meter.CreateHistogram(
            Overlaps,
            unit: null,
            description: "Share of a list's products that the candidate lists too",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] });
        _seconds = meter.CreateHistogram(
            Durations,
            "s",
            "Time to make the same list with the active model and with the candidate",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2] });
    }

    public void Compared(double overlap, TimeSpan active, TimeSpan candidate)
    {
        _lists.Add(1, new KeyValuePair<string, object?>("outcome", "compared"));
        _overlap.Record(overlap);
        _seconds.Record(active.TotalSeconds, new KeyValuePair<string, object?>("model", "active"));
        _seconds.Record(candidate.TotalSeconds, new KeyValuePair<string, object?>("model", "candidate"));
    }

    public void Failed() => _lists.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));

    public void Dropped() => _lists.Add(1, new KeyValuePair<string, object?>("outcome", "dropped"));
}
