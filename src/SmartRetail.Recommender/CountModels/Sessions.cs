using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.CountModels;

/// <summary>
/// Where sessions, or baskets, of a sequence begin and end: at every pause that is longer than the gap.
/// </summary>
internal static class Sessions
{
    /// <summary>The session, start included and end not, that a position lies in. Needs times.</summary>
    public static (int Start, int End) Around(ReadOnlySpan<long> times, int at, long gap)
    {
        var (start, end) = (at, at + 1);
        while (start > 0 && times[start] - times[start - 1] <= gap)
        {
            start--;
        }

        while (end < times.Length && times[end] - times[end - 1] <= gap)
        {
            end++;
        }

        return (start, end);
    }

    /// <summary>
    /// Where the session that ends before <paramref name="end"/> begins; without times each item is one.
    /// </summary>
    public static int StartOf(in InteractionSequence sequence, int end, long gap) =>
        sequence.Times.IsEmpty ? end - 1 : Around(sequence.Times.Span[..end], end - 1, gap).Start;
}
