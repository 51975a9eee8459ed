using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.CountModels;

/// <summary>
/// What goes together in one session or basket: with n(a) the places where a occurs and n(a, b) those whose session has
/// b too, the shrunk cosine is n(a, b) / (√(n(a) · n(b)) + shrinkage), as in item-to-item filtering (Linden et al.
/// 2003). An item votes with d^j, j sessions before the history's end; where times are not known a session is a window
/// around each item, and every item of the history is a session of its own.
/// </summary>
public sealed class CoPurchaseModel(CoPurchaseOptions? options = null) : CountModel
{
    // Votes below this change no order that anybody would see.
    private const double SmallestVote = 0.001;
    private readonly CoPurchaseOptions _options = options ?? new();
    private SparseRows _cosines = SparseRows.Empty;

    public override string Name => "copurchase";

    private long Gap => (long)_options.SessionGap.TotalMilliseconds;

    internal override void ScoreOne(in InteractionSequence history, ItemScores scores)
    {
        var vote = 1.0;
        for (var end = history.Length; end > 0 && vote > SmallestVote; vote *= _options.SessionDecay)
        {
            var start = Sessions.StartOf(history, end, Gap);
            foreach (var item in history.Items.Span[start..end])
            {
                _cosines.AddRow(item, (float)vote, scores);
            }

            end = start;
        }
    }

    private protected override void Count(SequenceDataset data)
    {
        var occurrences = new Occurrences(data);
        var counter = new TogetherCounter(data.Vocabulary.Count);
        _cosines = SparseRows.Create(
            data.Vocabulary.Count, data.Vocabulary.Count, _options.MaxNeighbors, AddCosines);

        void AddCosines(int item, ItemScores row)
        {
            var places = occurrences.Of(item);
            foreach (var (customer, at) in places)
            {
                var (start, end) = SessionAround(data, customer, at);
                counter.Add(data.ItemsOf(customer).Span[start..end]);
            }

            var count = (double)places.Length;
            counter.MoveTo(row, (other, together) => other == item
                ? 0
                : together / (Math.Sqrt(count * occurrences.Of(other).Length) + _options.Shrinkage));
        }
    }

    private (int Start, int End) SessionAround(SequenceDataset data, int customer, int at)
    {
        if (data.HasTimes)
        {
            return Sessions.Around(data.TimesOf(customer).Span, at, Gap);
        }

        var length = data.ItemsOf(customer).Length;
        return (Math.Max(0, at - _options.Window), Math.Min(length, at + 1 + _options.Window));
    }
}
