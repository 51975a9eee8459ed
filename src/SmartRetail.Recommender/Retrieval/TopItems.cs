namespace SmartRetail.Recommender.Retrieval;

/// <summary>The best of the items that were offered: a heap whose root is the one to go next.</summary>
public sealed class TopItems(int count)
{
    private readonly ScoredItem[] _heap = new ScoredItem[count];
    private int _size;

    /// <summary>How many items it lists at most.</summary>
    public int Capacity => _heap.Length;

    /// <summary>
    /// An item that comes after all those offered is listed only if its score is above this: what scores the same as the
    /// last listed one comes after it.
    /// </summary>
    public float Threshold { get; private set; } = float.NegativeInfinity;

    public void Offer(ScoredItem offered)
    {
        if (_size < _heap.Length)
        {
            Rise(_size++, offered);
        }
        else if (offered.Precedes(_heap[0]))
        {
            Sink(offered);
        }

        if (_size == _heap.Length)
        {
            Threshold = _heap[0].Score;
        }
    }

    /// <summary>Returns the items, best first.</summary>
    public ScoredItem[] ToArray()
    {
        var sorted = _heap[.._size];
        Array.Sort(sorted, static (one, other) => one == other ? 0 : one.Precedes(other) ? -1 : 1);
        return sorted;
    }

    private void Rise(int at, ScoredItem item)
    {
        while (at > 0 && _heap[(at - 1) / 2] is var parent && parent.Precedes(item))
        {
            _heap[at] = parent;
            at = (at - 1) / 2;
        }

        _heap[at] = item;
    }

    private void Sink(ScoredItem item)
    {
        var at = 0;
        while ((2 * at) + 1 < _size)
        {
            var child = (2 * at) + 1;
            child += child + 1 < _size && _heap[child].Precedes(_heap[child + 1]) ? 1 : 0;
            if (!item.Precedes(_heap[child]))
            {
                break;
            }

            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = item;
    }
}
