using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.CountModels;

/// <summary>First-order transitions: how often an item came directly after the history's last one.</summary>
public sealed class MarkovModel : CountModel
{
    private SparseRows _transitions = SparseRows.Empty;

    public override string Name => "markov";

    protected override void Count(SequenceDataset data)
    {
        var followers = new Dictionary<int, float>[data.Vocabulary.Count];
        for (var customer = 0; customer < data.Customers; customer++)
        {
            var items = data.ItemsOf(customer).Span;
            for (var at = 1; at < items.Length; at++)
            {
                var row = followers[items[at - 1]] ??= [];
                row[items[at]] = row.GetValueOrDefault(items[at]) + 1;
            }
        }

        _transitions = SparseRows.Create(followers.Length, item => followers[item] ?? []);
    }

    protected override void ScoreOne(ReadOnlySpan<int> history, Span<float> scores)
    {
        if (history.Length > 0)
        {
            _transitions.AddRow(history[^1], scores);
        }
    }
}
