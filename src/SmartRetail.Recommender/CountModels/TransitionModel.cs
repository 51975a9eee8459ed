using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.CountModels;

/// <summary>
/// Transitions of several orders. Counting, each pair of items (a, b) of one sequence gives T(a, b) += c^(d - 1), where
/// b is d positions behind a, d at most the order. Scoring, the item j positions before the history's end votes for b
/// with h^j · T(a, b) / (sum of T(a, ·))^n. This is the decayed "sequential rules" of Ludewig and Jannach 2018 with
/// more than the last item of the history as premises.
/// </summary>
public sealed class TransitionModel(TransitionOptions? options = null) : CountModel
{
    private readonly TransitionOptions _options = options ?? new();
    private SparseRows _followers = SparseRows.Empty;

    public override string Name => "transitions";

    internal override void ScoreOne(in InteractionSequence history, ItemScores scores)
    {
        var vote = 1.0;
        for (var at = 1; at <= Math.Min(_options.HistoryOrder, history.Length); at++)
        {
            var item = history.Items.Span[^at];
            var followers = _followers.SumOf(item);
            if (followers > 0)
            {
                _followers.AddRow(item, (float)(vote / Math.Pow(followers, _options.Normalization)), scores);
            }

            vote *= _options.HistoryDecay;
        }
    }

    private protected override void Count(SequenceDataset data)
    {
        var occurrences = new Occurrences(data);
        var weights = new float[_options.CountOrder];
        for (var distance = 0; distance < weights.Length; distance++)
        {
            weights[distance] = (float)Math.Pow(_options.CountDecay, distance);
        }

        _followers = SparseRows.Create(
            data.Vocabulary.Count, data.Vocabulary.Count, _options.MaxFollowers, AddFollowers);

        void AddFollowers(int item, ItemScores row)
        {
            foreach (var (customer, at) in occurrences.Of(item))
            {
                var next = data.ItemsOf(customer).Span[(at + 1)..];
                for (var distance = 0; distance < Math.Min(weights.Length, next.Length); distance++)
                {
                    row.Add(next[distance], weights[distance]);
                }
            }
        }
    }
}
