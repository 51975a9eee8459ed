using SmartRetail.Recommender.Conduct;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Replay;

/// <summary>
/// A store's counts as a silo had them: made again from the log, which gives the same to the bit. What is popular is sorted where
/// it was sorted then, however much was counted since.
/// </summary>
public sealed class ReplayedCounts : IDisposable
{
    private const int BatchSize = 10_000;

    private readonly LiveCountOptions _options;
    private readonly ReplayClock _clock;
    private readonly Func<long, int, Task<IReadOnlyList<LoggedInteraction>>> _read;
    private bool _isSorted;

    /// <param name="read">Reads the store's log behind a position, up to a number of rows.</param>
    public ReplayedCounts(
        LiveCountOptions options,
        ConductOptions? conduct,
        DateTimeOffset now,
        Func<long, int, Task<IReadOnlyList<LoggedInteraction>>> read)
    {
        _options = options;
        _clock = new(now);
        _read = read;
        Counts = new(options, _clock, conduct);
    }

    public StoreCounts Counts { get; }

    /// <summary>Counts on to a moment; false when the log has not got all that was counted then.</summary>
    public async Task<bool> ReachAsync(RankingMoment moment)
    {
        if (!_isSorted || Counts.PopularPosition != moment.Popular)
        {
            if (!await CountToAsync(moment.Popular))
            {
                return false;
            }

            // Old enough to be sorted again, and from then on young.
            _clock.Now += _options.PopularLifetime;
            Counts.Popular();
            _isSorted = true;
        }

        return await CountToAsync(moment.Counts);
    }

    public void Dispose() => Counts.Dispose();

    private async Task<bool> CountToAsync(long position)
    {
        while (Counts.Position < position)
        {
            var rows = await _read(Counts.Position, BatchSize);
            LoggedStep[] steps =
            [
                .. rows.TakeWhile(row => row.Position <= position).Select(LoggedStep.Of),
            ];
            if (steps.Length == 0)
            {
                break;
            }

            Counts.Apply(steps);
        }

        // A row that was erased since leaves a gap where the last one was.
        return Counts.Position == position;
    }
}
