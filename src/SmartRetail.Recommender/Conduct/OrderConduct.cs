using System.Runtime.InteropServices;

namespace SmartRetail.Recommender.Conduct;

/// <summary>
/// One customer's purchases and returns, each seen once and in order, and whether anybody could have made them: more orders than a
/// day has room for, or one product bought and given back again and again.
/// </summary>
internal sealed class OrderConduct
{
    private long _day;
    private long _order;
    private int _ordersOfDay;
    private int _linesOfDay;
    private Dictionary<int, int>? _linesOfProducts;

    /// <summary>Takes in a line; false when it is one too many.</summary>
    public bool Take(int product, long ticks, ConductOptions options)
    {
        if (_linesOfDay == 0 || !IsWithin(ticks, _day, TimeSpan.TicksPerDay))
        {
            (_day, _ordersOfDay, _linesOfDay, _linesOfProducts) = (ticks, 0, 0, null);
        }

        if (_linesOfDay == 0 || !IsWithin(ticks, _order, TimeSpan.TicksPerMinute))
        {
            _order = ticks;
            _ordersOfDay++;
        }

        _linesOfDay++;
        return !IsOneProduct(product, options) && _ordersOfDay <= options.MaxOrdersPerDay;
    }

    // As with acts: counted from where a product could have been had too often on.
    private bool IsOneProduct(int product, ConductOptions options)
    {
        if (_linesOfDay <= options.MaxLinesOfOneProduct / 2)
        {
            return false;
        }

        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_linesOfProducts ??= [], product, out _);
        count++;
        return count > options.MaxLinesOfOneProduct && count > _linesOfDay / 3;
    }

    private static bool IsWithin(long ticks, long from, long span) => ticks >= from && ticks - from < span;
}
