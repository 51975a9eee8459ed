using System.Diagnostics;
using SmartRetail.LoadTests.Calls;

namespace SmartRetail.LoadTests.Growth;

/// <summary>Asks a store for a list again and again while something is done to it, and notes how long nobody answered.</summary>
/// <param name="beat">From an answer to the next question.</param>
/// <param name="patience">How long it is asked after the end, until somebody answers.</param>
internal sealed class AnswerProbe(IStoreCalls calls, TimeSpan beat, TimeSpan patience)
{
    private const int Count = 10;

    /// <summary>Returns the longest time from one answer to the next.</summary>
    public async Task<TimeSpan> WatchAsync(Task work, CancellationToken cancellationToken)
    {
        var (longest, answered) = (TimeSpan.Zero, Stopwatch.GetTimestamp());
        while (!work.IsCompleted)
        {
            await AskAsync();
            await Task.WhenAny(work, Task.Delay(beat, cancellationToken));
        }

        await work;
        var ended = Stopwatch.GetTimestamp();
        for (var isLast = false; !isLast;)
        {
            isLast = Stopwatch.GetElapsedTime(ended) >= patience;
            isLast |= await AskAsync();
            await Task.Delay(beat, cancellationToken);
        }

        return longest;

        async Task<bool> AskAsync()
        {
            var isAnswered = await IsAnsweredAsync(cancellationToken);
            var silence = Stopwatch.GetElapsedTime(answered);
            longest = silence > longest ? silence : longest;
            answered = isAnswered ? Stopwatch.GetTimestamp() : answered;
            return isAnswered;
        }
    }

    private async Task<bool> IsAnsweredAsync(CancellationToken cancellationToken)
    {
        try
        {
            await calls.ListPopularAsync(Count, cancellationToken);
            return true;
        }
        catch (CallFailedException failure) when (failure.MayRetry)
        {
            // The time until the next answer tells it.
            return false;
        }
    }
}
