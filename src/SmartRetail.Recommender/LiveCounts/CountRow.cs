using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SmartRetail.Recommender.LiveCounts;

/// <summary>Counts of the products that go with one product, bounded by dropping the rarest.</summary>
internal sealed class CountRow
{
    // Less than the lightest act weighs.
    private const float Least = 0.001f;

    private readonly Dictionary<int, float> _counts = [];

    /// <summary>Everything ever added, dropped counts included, so that a share stays a share.</summary>
    public float Total { get; private set; }

    /// <summary>To be read; not as an interface, since every ranking goes through twenty rows.</summary>
    public Dictionary<int, float> Counts => _counts;

    public void Add(int item, float weight, int length)
    {
        Total += weight;

        // One look-up for reading and writing: a store's log is a few million of these at start.
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, item, out _);
        count += weight;

        // Twice the length before pruning: the pass over the row is paid once in `length` new products.
        if (_counts.Count > 2 * length)
        {
            Prune(length);
        }
    }

    /// <summary>Undoes an addition, as far as it was not dropped since.</summary>
    public void TakeBack(int item, float weight)
    {
        Total -= weight;
        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(_counts, item);
        if (Unsafe.IsNullRef(ref count))
        {
            return;
        }

        count -= weight;
        if (count < Least)
        {
            _counts.Remove(item);
        }

        // What rounding leaves of a sum is no share of anything, and nothing is a share of 0.
        Total = _counts.Count == 0 ? 0 : Math.Max(Total, Least);
    }

    private void Prune(int length)
    {
        var sorted = _counts.Values.ToArray();
        Array.Sort(sorted);
        var least = sorted[^length];
        var surplus = _counts.Count - length;

        // Removing while enumerating is allowed for a dictionary. Those below the bound first, then ties in the row's
        // order, as many as are too many.
        foreach (var (item, count) in _counts)
        {
            if (count < least)
            {
                _counts.Remove(item);
                surplus--;
            }
        }

        foreach (var (item, count) in _counts)
        {
            if (surplus > 0 && count == least)
            {
                _counts.Remove(item);
                surplus--;
            }
        }
    }
}
