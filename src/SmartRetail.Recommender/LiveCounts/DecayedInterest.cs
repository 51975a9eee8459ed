namespace SmartRetail.Recommender.LiveCounts;

/// <summary>
/// Interest per product that fades by half in each half-life: w(t) = sum of w_i * 2^(-(t - t_i) / h). Adding costs one
/// product, whatever the others are.
/// </summary>
internal sealed class DecayedInterest(TimeSpan halfLife)
{
    private readonly List<Interest> _interest = [];
    private long _newest;

    public void Add(int item, double weight, DateTimeOffset at)
    {
        while (_interest.Count <= item)
        {
            _interest.Add(default);
        }

        var before = _interest[item];
        var ticks = at.UtcTicks;
        var newest = Math.Max(before.Ticks, ticks);
        _interest[item] = new(
            (before.Weight * Decay(newest - before.Ticks)) + (weight * Decay(newest - ticks)), newest);
        _newest = Math.Max(_newest, ticks);
    }

    /// <summary>
    /// Returns each product's interest as of the newest interaction: by the store's own clock, so that an imported past
    /// reads as it was. Where dislikes outweigh it, it is 0.
    /// </summary>
    public double[] Weigh() =>
        [.. _interest.Select(interest => Math.Max(0, interest.Weight * Decay(_newest - interest.Ticks)))];

    private double Decay(long ticks) => Math.Pow(2, -(double)ticks / halfLife.Ticks);

    private readonly record struct Interest(double Weight, long Ticks);
}
