using HdrHistogram;

namespace SmartRetail.LoadTests.Measures;

/// <summary>Latencies of many calls, in milliseconds from the intended start.</summary>
internal sealed record Latency(long Count, double Mean, double P50, double P95, double P99, double P999, double Max)
{
    private const double Microseconds = 1_000;

    public static Latency Of(HistogramBase histogram) => histogram.TotalCount == 0
        ? new(0, 0, 0, 0, 0, 0, 0)
        : new(
            histogram.TotalCount,
            Round(histogram.GetMean()),
            At(histogram, 50),
            At(histogram, 95),
            At(histogram, 99),
            At(histogram, 99.9),
            At(histogram, 100));

    private static double At(HistogramBase histogram, double percentile) => Round(histogram.GetValueAtPercentile(percentile));

    private static double Round(double microseconds) => Math.Round(microseconds / Microseconds, 3);
}
