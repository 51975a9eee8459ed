using System.Runtime.InteropServices;

namespace SmartRetail.Recommender.Blending;

/// <summary>Some items and the same number of features of each, for one history. One thread at a time.</summary>
internal sealed class FeatureBlock(int width)
{
    private readonly List<int> _items = [];
    private readonly List<float> _values = [];

    public ReadOnlySpan<int> Items => CollectionsMarshal.AsSpan(_items);

    public ReadOnlySpan<float> this[int at] => CollectionsMarshal.AsSpan(_values).Slice(at * width, width);

    /// <summary>
    /// Adds an item; its features are to be written where the result points, before the next is added.
    /// </summary>
    public Span<float> Add(int item)
    {
        _items.Add(item);
        CollectionsMarshal.SetCount(_values, _items.Count * width);
        return CollectionsMarshal.AsSpan(_values)[^width..];
    }

    public void Clear()
    {
        _items.Clear();
        _values.Clear();
    }
}
