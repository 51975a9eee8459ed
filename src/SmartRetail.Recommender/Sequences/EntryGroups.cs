namespace SmartRetail.Recommender.Sequences;

/// <summary>
/// The entries by customer, each customer's by time and, where times are equal, in the order they came. Four bytes an
/// entry beside the entries themselves.
/// </summary>
internal sealed class EntryGroups
{
    private readonly PagedList<SequenceEntry> _entries;
    private readonly int[] _order;
    private readonly int[] _starts;
    private readonly int[] _lengths;

    public EntryGroups(PagedList<SequenceEntry> entries, int customers)
    {
        _entries = entries;
        _order = new int[entries.Count];
        _starts = new int[customers];
        _lengths = new int[customers];
        for (var at = 0; at < entries.Count; at++)
        {
            _lengths[entries[at].Customer]++;
        }

        for (var customer = 1; customer < customers; customer++)
        {
            _starts[customer] = _starts[customer - 1] + _lengths[customer - 1];
        }

        Array.Clear(_lengths);
        for (var at = 0; at < entries.Count; at++)
        {
            var customer = entries[at].Customer;
            _order[_starts[customer] + _lengths[customer]++] = at;
        }

        for (var customer = 0; customer < customers; customer++)
        {
            Sort(_order.AsSpan(_starts[customer], _lengths[customer]));
        }
    }

    public int Customers => _starts.Length;

    /// <summary>A customer's entries, oldest first, as numbers of entries. A filter may move what it keeps to the front.</summary>
    public Span<int> Of(int customer) => _order.AsSpan(_starts[customer], _lengths[customer]);

    /// <summary>Leaves a stretch of the customer's entries.</summary>
    public void Keep(int customer, int start, int length)
    {
        _starts[customer] += start;
        _lengths[customer] = length;
    }

    private void Sort(Span<int> numbers)
    {
        for (var at = 1; at < numbers.Length; at++)
        {
            if (_entries[numbers[at]].Time < _entries[numbers[at - 1]].Time)
            {
                // Not stable by itself; the number settles equal times.
                numbers.Sort((left, right) => (_entries[left].Time, left).CompareTo((_entries[right].Time, right)));
                return;
            }
        }
    }
}
