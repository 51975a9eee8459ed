using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.CountModels;

/// <summary>
/// The customer's own items, then the popular ones: an item scores the sum of d^j over the sessions that it occurred
/// in, j sessions before the history's end; where times are not known every item of the history is a session. Items
/// that the customer never had share what is left below, by popularity. The "personal top frequency" of next-basket
/// papers (Hu et al. 2020, Li et al. 2023) with decay, and S-POP (Hidasi et al. 2016) where a history is a session.
/// </summary>
public sealed class RepeatModel(RepeatOptions? options = null) : CountModel
{
    // Customers as the average that an item's own share of returns begins with.
    private const double PriorCustomers = 10;
    private readonly RepeatOptions _options = options ?? new();
    private float[] _popularity = [];
    private float[] _habits = [];

    public override string Name => "repeat";

    internal override ReadOnlySpan<float> Background => _popularity;

    internal double Decay => _options.SessionDecay;

    private long Gap => (long)_options.SessionGap.TotalMilliseconds;

    /// <summary>
    /// How much more customers come back to this item than to the average one: the log of the share of its customers
    /// who had it in several sessions, over that share of all items.
    /// </summary>
    internal float HabitOf(int item) => _habits[item];

    internal int SessionStart(in InteractionSequence history, int end) => Sessions.StartOf(history, end, Gap);

    internal override void ScoreOne(in InteractionSequence history, ItemScores scores)
    {
        var weight = 1.0;
        for (var end = history.Length; end > 0; weight *= _options.SessionDecay)
        {
            var start = SessionStart(history, end);
            var session = history.Items.Span[start..end];
            for (var at = 0; at < session.Length; at++)
            {
                if (!session[..at].Contains(session[at]))
                {
                    // One more for the first, so that even an old purchase stands above every stranger.
                    scores.Add(session[at], (float)weight + (scores[session[at]] == 0 ? 1 : 0));
                }
            }

            end = start;
        }
    }

    private protected override void Count(SequenceDataset data)
    {
        var counts = data.CountItems();
        var most = (float)counts.DefaultIfEmpty().Max() + 1;
        _popularity = Array.ConvertAll(counts, count => count / most);
        _habits = CountHabits(data);
    }

    private float[] CountHabits(SequenceDataset data)
    {
        var had = new int[data.Vocabulary.Count];
        var returned = new int[had.Length];
        var sessionsOf = new Dictionary<int, (int Count, int Last)>();
        for (var customer = 0; customer < data.Customers; customer++)
        {
            sessionsOf.Clear();
            var sequence = data.SequenceOf(customer);
            for (var end = sequence.Length; end > 0;)
            {
                var start = SessionStart(sequence, end);
                foreach (var item in sequence.Items.Span[start..end])
                {
                    var (count, last) = sessionsOf.GetValueOrDefault(item);
                    if (count == 0 || last != end)
                    {
                        sessionsOf[item] = (count + 1, end);
                    }
                }

                end = start;
            }

            foreach (var (item, (count, _)) in sessionsOf)
            {
                had[item]++;
                returned[item] += count > 1 ? 1 : 0;
            }
        }

        var average = (returned.Sum() + 1.0) / (had.Sum() + 2.0);
        return [.. had.Zip(returned, (all, again) =>
            (float)Math.Log((again + (PriorCustomers * average)) / ((all + PriorCustomers) * average)))];
    }
}
