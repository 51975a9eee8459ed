using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// What each item of the training sequences is to predict: the item after it, or, for a share of them and where there
/// are times, any item of the session after its own. The lines of one order have no order among themselves, and the
/// question of a shop is what the customer wants next time: learning from the next line alone teaches that nobody buys
/// again what is in the basket already.
/// </summary>
internal sealed class TrainingTargets
{
    private readonly int[] _offsets;
    private readonly int[] _items;
    private readonly int[] _targets;
    private readonly int[] _sessionEnds;
    private readonly double _nextSessionShare;

    /// <param name="nextSessionShare">From 0 to 1; has no effect without times.</param>
    public TrainingTargets(SequenceDataset data, double nextSessionShare)
    {
        _nextSessionShare = data.HasTimes ? nextSessionShare : 0;
        _offsets = new int[data.Customers + 1];
        _items = new int[data.Interactions];
        _targets = new int[data.Interactions];
        _sessionEnds = new int[data.Interactions];
        for (var customer = 0; customer < data.Customers; customer++)
        {
            var items = data.ItemsOf(customer).Span;
            var start = _offsets[customer];
            _offsets[customer + 1] = start + items.Length;
            items.CopyTo(_items.AsSpan(start));
            if (data.HasTimes)
            {
                MarkSessions(data.TimesOf(customer).Span, _sessionEnds.AsSpan(start, items.Length), start);
            }
        }
    }

    /// <summary>A customer's targets, one for each item; the last one's has no meaning.</summary>
    public ReadOnlyMemory<int> Of(int customer) =>
        _targets.AsMemory(_offsets[customer].._offsets[customer + 1]);

    public void Draw(Random random)
    {
        for (var customer = 0; customer < _offsets.Length - 1; customer++)
        {
            var end = _offsets[customer + 1];
            for (var at = _offsets[customer]; at < end - 1; at++)
            {
                _targets[at] = _items[at + 1];
                var next = _sessionEnds[at];
                if (_nextSessionShare > 0 && next < end && random.NextDouble() < _nextSessionShare)
                {
                    _targets[at] = _items[random.Next(next, _sessionEnds[next])];
                }
            }
        }
    }

    private static void MarkSessions(ReadOnlySpan<long> times, Span<int> ends, int offset)
    {
        var gap = (long)LastSessionSplit.DefaultGap.TotalMilliseconds;
        var end = times.Length;
        for (var at = times.Length - 1; at >= 0; at--)
        {
            end = at + 1 < times.Length && times[at + 1] - times[at] > gap ? at + 1 : end;
            ends[at] = offset + end;
        }
    }
}
