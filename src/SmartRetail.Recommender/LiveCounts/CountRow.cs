namespace SmartRetail.Recommender.LiveCounts;

/// <summary>Counts of the products that go with one product, bounded by dropping the rarest.</summary>
internal sealed class CountRow
{
    private readonly Dictionary<int, float> _counts = [];

    /// <summary>Everything ever added, dropped counts included, so that a share stays a share.</summary>
    public float Total { get; private set; }

    public IEnumerable<KeyValuePair<int, float>> Counts => _counts;

    public void Add(int item, float weight, int length)
    {
        Total += weight;
        _counts[item] = _counts.GetValueOrDefault(item) + weight;

        // Twice the length before pruning: the pass over the row is paid once in `length` new products.
        if (_counts.Count > 2 * length)
        {
            foreach (var (rare, _) in _counts.OrderBy(pair => pair.Value).Take(_counts.Count - length).ToList())
            {
                _counts.Remove(rare);
            }
        }
    }
}
