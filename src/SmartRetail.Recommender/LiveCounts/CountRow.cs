using System.Runtime.CompilerServices;

namespace SmartRetail.Recommender.LiveCounts;

/// <summary>Counts of the products that go with one product, bounded by dropping the rarest.</summary>
internal sealed class CountRow
{
    // Less than the lightest act weighs.
    private const float Least = 0.001f;

    /// <summary>Everything ever added, dropped counts included, so that a share stays a share.</summary>
    public float Total { get; private set; }

    /// <summary>To be read.</summary>
    public ItemCounts Counts { get; private set; } = new();

    public void Add(int item, float weight, int length)
    {
        Total += weight;

        // One look-up for reading and writing: a store's log is a few million of these at start.
        Counts.FindOrAdd(item) += weight;

        // Twice the length before pruning: the pass over the row is paid once in `length` new products.
        if (Counts.Count > 2 * length)
        {
            Prune(length);
        }
    }

    /// <summary>Undoes an addition, as far as it was not dropped since.</summary>
    public void TakeBack(int item, float weight)
    {
        Total -= weight;
        ref var count = ref Counts.Find(item);
        if (Unsafe.IsNullRef(ref count))
        {
            return;
        }

        count -= weight;
        if (count < Least)
        {
            Counts.Remove(item);
        }

        // What rounding leaves of a sum is no share of anything, and nothing is a share of 0.
        Total = Counts.Count == 0 ? 0 : Math.Max(Total, Least);
    }

    private void Prune(int length)
    {
        var sorted = new float[Counts.Count];
        var at = 0;
        foreach (var (_, count) in Counts)
        {
            sorted[at++] = count;
        }

        Array.Sort(sorted);
        var least = sorted[^length];

        // Of those as rare as the rarest that stays, as many stay as there is room for.
        var ties = length - sorted.Count(count => count > least);
        var kept = new ItemCounts();
        foreach (var (item, count) in Counts)
        {
            if (count > least || (count == least && ties-- > 0))
            {
                kept.FindOrAdd(item) = count;
            }
        }

        Counts = kept;
    }
}
