namespace SmartRetail.Training.Evaluation;

/// <summary>
/// Shares the time there is among the fits to come. Ranking all products comes on top of a fit and cannot be cut short,
/// so its time is put by first: as long as the slowest ranking took until now.
/// </summary>
internal sealed class TimeBudget(TimeSpan? total, TimeProvider clock)
{
    // What a ranking with a network may take more than with counts, and what is not foreseen.
    private const double RankingReserve = 1.5;
    private const double Reserve = 0.05;
    private readonly long _started = clock.GetTimestamp();
    private TimeSpan _slowestRanking;

    public TimeSpan Elapsed => clock.GetElapsedTime(_started);

    public T Ranking<T>(Func<T> rank)
    {
        var started = clock.GetTimestamp();
        var ranked = rank();
        var took = clock.GetElapsedTime(started);
        _slowestRanking = took > _slowestRanking ? took : _slowestRanking;
        return ranked;
    }

    /// <summary>The time of the next fit; null without a bound.</summary>
    /// <param name="fits">Fits to come, the next one included.</param>
    /// <param name="rankings">Rankings to come.</param>
    public TimeSpan? Next(int fits, int rankings)
    {
        if (total is not { } bound)
        {
            return null;
        }

        var left = (bound * (1 - Reserve)) - Elapsed - (_slowestRanking * RankingReserve * rankings);
        var least = bound * Reserve / fits;
        var share = left / fits;
        return share > least ? share : least;
    }
}
