using HdrHistogram;
using SmartRetail.LoadTests.Measures;

namespace SmartRetail.LoadTests.Growth;

/// <summary>What a bounded number of shoppers got who wait for each answer: a view, the list after it, and three more lists.</summary>
/// <param name="Views">Recorded, durable when they are answered.</param>
/// <param name="AfterView">The list of a customer right after a view: ranked anew.</param>
/// <param name="Kept">Lists of customers who did nothing since their last one.</param>
/// <param name="ReadsPerSecond">Lists of both kinds.</param>
internal sealed record GrowthMix(Latency Views, Latency AfterView, Latency Kept, double ReadsPerSecond)
{
    public static GrowthMix Of(LongHistogram views, LongHistogram afterView, LongHistogram kept, TimeSpan time) => new(
        Latency.Of(views),
        Latency.Of(afterView),
        Latency.Of(kept),
        Math.Round((afterView.TotalCount + kept.TotalCount) / time.TotalSeconds, 1));
}
