namespace SmartRetail.Recommender.CountModels;

/// <summary>
/// Sums by item of which few are not zero: adding, reading and clearing cost what was touched, not the vocabulary. One
/// thread at a time.
/// </summary>
internal sealed class ItemScores(int items)
{
    private readonly float[] _values = new float[items];
    private int[] _touched = new int[Math.Min(items, 256)];
    private int _count;

    /// <summary>The items whose sum is not zero, in the order in which they were first touched.</summary>
    public ReadOnlySpan<int> Items => _touched.AsSpan(0, _count);

    public float this[int item] => _values[item];

    /// <summary>Adds an amount; one that is not above zero is no evidence and left out.</summary>
    public void Add(int item, float amount)
    {
        if (!(amount > 0))
        {
            return;
        }

        ref var value = ref _values[item];
        if (value == 0)
        {
            if (_count == _touched.Length)
            {
                Array.Resize(ref _touched, Math.Min(_values.Length, 2 * _count));
            }

            _touched[_count++] = item;
        }

        value += amount;
    }

    public void AddTo(Span<float> scores)
    {
        foreach (var item in Items)
        {
            scores[item] += _values[item];
        }
    }

    public void Clear()
    {
        foreach (var item in Items)
        {
            _values[item] = 0;
        }

        _count = 0;
    }
}
