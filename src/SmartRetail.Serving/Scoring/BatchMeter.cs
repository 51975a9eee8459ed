using System.Diagnostics.Metrics;

namespace SmartRetail.Serving.Scoring;

/// <summary>What this silo's models measure of their calls.</summary>
/// <param name="meter">Disposed by whoever made it.</param>
internal sealed class BatchMeter(Meter meter)
{
    /// <summary>The meter's name, which is that of all of a silo.</summary>
    public const string Name = "SmartRetail";

    public const string Sizes = "smartretail_score_batch_size";

    private readonly Histogram<int> _sizes = meter.CreateHistogram(
        Sizes,
        description: "Customers scored in one call of a model",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64] });

    public void Scored(int customers) => _sizes.Record(customers);
}
