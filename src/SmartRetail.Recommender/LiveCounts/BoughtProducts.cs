namespace SmartRetail.Recommender.LiveCounts;

/// <summary>When one customer last bought each of the newest products. Eight bytes a product, for there are many.</summary>
internal sealed class BoughtProducts
{
    // Searched from end to end: a longer list would cost more than it tells of typical intervals.
    private const int MaxProducts = 256;

    private readonly List<(int Item, int Minute)> _bought = [];

    /// <summary>Notes a purchase; returns the one before it of the same product, or null.</summary>
    public DateTimeOffset? Add(int item, DateTimeOffset at)
    {
        var minute = (int)((at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMinute);
        var place = _bought.FindIndex(bought => bought.Item == item);
        if (place < 0)
        {
            if (_bought.Count == MaxProducts)
            {
                _bought.RemoveAt(0);
            }

            _bought.Add((item, minute));
            return null;
        }

        var before = _bought[place].Minute;
        _bought.RemoveAt(place);
        _bought.Add((item, Math.Max(before, minute)));
        return DateTimeOffset.UnixEpoch.AddMinutes(before);
    }
}
