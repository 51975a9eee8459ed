namespace SmartRetail.Recommender.LiveCounts;

/// <summary>
/// Sums of counts by item, to be used again: each ranking adds some thousand of them, for which a dictionary of its own would be
/// large. Used by one at a time.
/// </summary>
internal sealed class ItemSums
{
    private readonly List<int> _touched = [];
    private double[] _sums = [];

    public void EnsureCapacity(int items)
    {
        if (_sums.Length < items)
        {
            Array.Resize(ref _sums, Math.Max(items, 2 * _sums.Length));
        }
    }

    public void AddRow(CountRow row, double weight)
    {
        foreach (var (item, count) in row.Counts)
        {
            // Counts are above 0: a sum that is 0 is one that was not touched.
            ref var sum = ref _sums[item];
            if (sum == 0)
            {
                _touched.Add(item);
            }

            sum += weight * count / row.Total;
        }
    }

    /// <summary>Returns each product's share of the whole, in the order in which they were added, and has none afterwards.</summary>
    public CountShares TakeShares(ProductNumbers products)
    {
        var total = 0.0;
        foreach (var item in _touched)
        {
            total += _sums[item];
        }

        int[] numbers = [.. _touched];
        var shares = new double[numbers.Length];
        for (var at = 0; at < numbers.Length; at++)
        {
            ref var sum = ref _sums[numbers[at]];
            shares[at] = sum / total;
            sum = 0;
        }

        _touched.Clear();
        return new(products.Names, numbers, shares);
    }
}
