namespace SmartRetail.Recommender.LiveCounts;

/// <summary>The products of one customer's newest session, each once, oldest first.</summary>
internal sealed class OpenSession
{
    private readonly List<int> _items = [];

    public DateTimeOffset LastAt { get; private set; }

    /// <summary>The product before the next one, though a pause lies between them.</summary>
    public int? Last => _items.Count > 0 ? _items[^1] : null;

    /// <summary>
    /// Adds a product, after a pause to a new session. Returns the other ones of the session when it is new there, else
    /// null.
    /// </summary>
    public int[]? Add(int item, DateTimeOffset at, LiveCountOptions options)
    {
        if ((at - LastAt).Duration() > options.SessionGap)
        {
            _items.Clear();
        }

        LastAt = at;
        int[]? companions = _items.Remove(item) ? null : [.. _items];
        _items.Add(item);
        if (_items.Count > options.SessionLength)
        {
            _items.RemoveAt(0);
        }

        return companions;
    }
}
