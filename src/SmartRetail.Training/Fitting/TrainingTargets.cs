using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// What each item of the training sequences is to predict: the item after it, or, for a share of them and where there
/// are times, any item of the session after its own. The lines of one order have no order among themselves, and the
/// question of a shop is what the customer wants next time: learning from the next line alone teaches that nobody buys
/// again what is in the basket already. Where kinds are known, a target weighs as much as its kind shows interest.
/// </summary>
internal sealed class TrainingTargets
{
    private readonly int[] _offsets;
    private readonly int[] _items;
    private readonly float[] _kindWeights;
    private readonly int[] _targets;
    private readonly float[] _weights;
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
        _kindWeights = new float[data.HasKinds ? data.Interactions : 0];
        _weights = new float[_kindWeights.Length];
        for (var customer = 0; customer < data.Customers; customer++)
        {
            var sequence = data.SequenceOf(customer);
            var start = _offsets[customer];
            _offsets[customer + 1] = start + sequence.Length;
            sequence.Items.Span.CopyTo(_items.AsSpan(start));
            if (data.HasTimes)
            {
                MarkSessions(sequence.Times.Span, _sessionEnds.AsSpan(start, sequence.Length), start);
            }

            for (var at = 0; at < sequence.Kinds.Length; at++)
            {
                _kindWeights[start + at] = (float)InteractionWeights.OfTarget((InteractionKind)sequence.Kinds.Span[at]);
            }
        }
    }

    /// <summary>A customer's targets, one for each item; the last one's has no meaning.</summary>
    public ReadOnlyMemory<int> Of(int customer) => _targets.AsMemory(_offsets[customer].._offsets[customer + 1]);

    /// <summary>The weights of a customer's targets; empty where kinds are not known.</summary>
    public ReadOnlyMemory<float> WeightsOf(int customer) =>
        _weights.Length == 0 ? default : _weights.AsMemory(_offsets[customer].._offsets[customer + 1]);

    public void Draw(Random random)
    {
        for (var customer = 0; customer < _offsets.Length - 1; customer++)
        {
            var end = _offsets[customer + 1];
            for (var at = _offsets[customer]; at < end - 1; at++)
            {
                var target = at + 1;
                var next = _sessionEnds[at];
                if (_nextSessionShare > 0 && next < end && random.NextDouble() < _nextSessionShare)
                {
                    target = random.Next(next, _sessionEnds[next]);
                }

                _targets[at] = _items[target];
                if (_weights.Length > 0)
                {
                    _weights[at] = _kindWeights[target];
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
