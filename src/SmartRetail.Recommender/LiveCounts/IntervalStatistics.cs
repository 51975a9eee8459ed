namespace SmartRetail.Recommender.LiveCounts;

/// <summary>Purchases of a product, and the intervals between those of one customer, in log days.</summary>
public readonly record struct IntervalStatistics(long Occasions, long Intervals, double LogSum, double LogSquares)
{
    public IntervalStatistics With(double? logDays) => logDays is { } log
        ? new(Occasions + 1, Intervals + 1, LogSum + log, LogSquares + (log * log))
        : this with { Occasions = Occasions + 1 };
}
