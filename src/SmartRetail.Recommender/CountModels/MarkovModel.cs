using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.CountModels;

/// <summary>First-order transitions: how often an item came directly after the history's last one.</summary>
public sealed class MarkovModel : CountModel
{
    private SparseRows _followers = SparseRows.Empty;

    public override string Name => "markov";

    internal override void ScoreOne(in InteractionSequence history, ItemScores scores)
    {
        if (history.Length > 0)
        {
            _followers.AddRow(history.Items.Span[^1], 1, scores);
        }
    }

    private protected override void Count(SequenceDataset data)
    {
        var occurrences = new Occurrences(data);
        _followers = SparseRows.Create(data.Vocabulary.Count, data.Vocabulary.Count, int.MaxValue, AddFollowers);

        void AddFollowers(int item, ItemScores row)
        {
            foreach (var (customer, at) in occurrences.Of(item))
            {
                var items = data.ItemsOf(customer).Span;
                if (at + 1 < items.Length)
                {
                    row.Add(items[at + 1], 1);
                }
            }
        }
    }
}
