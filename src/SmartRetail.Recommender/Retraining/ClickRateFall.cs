using SmartRetail.Contracts.Attribution;

namespace SmartRetail.Recommender.Retraining;

/// <summary>How much lower a later click rate is than an earlier one. A rate is clicks per product shown.</summary>
/// <param name="Share">1 - newest / first: from below 0, for a rate that rose, to 1, for one that is nothing.</param>
/// <param name="IsChance">Whether two equal rates would often differ so.</param>
public readonly record struct ClickRateFall(double First, double Newest, double Share, bool IsChance)
{
    // Looked at every minute, at two standard errors some store would see a fall every day.
    private const double StandardErrors = 4;

    /// <summary>
    /// Compares two times by the logarithm of the ratio of their rates, whose variance is 1/clicks of each, less 1/shown (Katz and
    /// others 1978). A half is added to each number, so that none is 0 (Walter 1975).
    /// </summary>
    public static ClickRateFall Of(AttributionSums first, AttributionSums newest)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(newest);
        var (before, after) = (first.Clicks / Math.Max(first.Shown, 1), newest.Clicks / Math.Max(newest.Shown, 1));
        var ratio = Math.Log(Smoothed(newest) / Smoothed(first));
        var error = Math.Sqrt(VarianceOf(first) + VarianceOf(newest));
        return new(before, after, before > 0 ? 1 - (after / before) : 0, ratio > -StandardErrors * error);
    }

    private static double Smoothed(AttributionSums sums) => (sums.Clicks + 0.5) / (sums.Shown + 0.5);

    // More clicks than products shown happen where impressions are sampled: they are estimates then.
    private static double VarianceOf(AttributionSums sums) =>
        (1 / (sums.Clicks + 0.5)) - (1 / (Math.Max(sums.Shown, sums.Clicks) + 0.5));
}
