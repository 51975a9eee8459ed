namespace SmartRetail.Recommender.CountModels;

/// <summary>
/// Counts in how many groups (customers, sessions) each item occurs, however often it does in one of them.
/// </summary>
internal sealed class TogetherCounter(int items)
{
    private readonly int[] _lastGroup = new int[items];
    private readonly ItemScores _counts = new(items);
    private int _group;

    /// <summary>Counts each item of one more group once.</summary>
    public void Add(ReadOnlySpan<int> group)
    {
        _group++;
        foreach (var item in group)
        {
            if (_lastGroup[item] != _group)
            {
                _lastGroup[item] = _group;
                _counts.Add(item, 1);
            }
        }
    }

    /// <summary>Adds what the function makes of each count to the scores, and begins anew.</summary>
    public void MoveTo(ItemScores scores, Func<int, float, double> amountOf)
    {
        foreach (var item in _counts.Items)
        {
            scores.Add(item, (float)amountOf(item, _counts[item]));
        }

        _counts.Clear();
    }
}
