using System.Runtime.InteropServices;

namespace SmartRetail.Recommender.Conduct;

/// <summary>
/// One customer's acts, each seen once and in order, and whether they are a person's. Three signs count: more acts than anybody can
/// do, intervals as even as a clock's, and one product again and again; and orders that nobody could have made.
/// </summary>
/// <remarks>A program that acts as a person does, on many products, is not found: what one such customer adds is what one adds.</remarks>
internal sealed class CustomerConduct
{
    private const double MaxEvenness = 0.1;

    // Shorter intervals are the network's, longer ones a pause.
    private static readonly long ShortestTicks = TimeSpan.TicksPerSecond;
    private static readonly long LongestTicks = 10 * TimeSpan.TicksPerMinute;

    private long _last = long.MinValue;
    private long _minute;
    private int _ofMinute;
    private long _day;
    private int _ofDay;
    private Dictionary<int, int>? _ofProducts;
    private int _intervals;
    private double _meanInterval;
    private double _squares;
    private long _trustedFrom = long.MinValue;

    // Most customers of a shop never buy.
    private OrderConduct? _orders;

    /// <summary>Whether orders were made that nobody could have: of such a customer none is believed.</summary>
    public bool HasImpossibleOrders { get; private set; }

    /// <summary>Takes in an act; false when whoever does it is not to be learned from.</summary>
    /// <param name="product">A number of the product.</param>
    /// <param name="ticks">When it was done.</param>
    /// <param name="isFree">Whether it costs nothing; what is bought and returned is judged as orders are.</param>
    public bool Take(int product, long ticks, bool isFree, ConductOptions options)
    {
        if (isFree ? IsStrange(product, ticks, options) : IsImpossible(product, ticks, options))
        {
            _trustedFrom = ticks + options.Quarantine.Ticks;
        }

        if (ticks >= _trustedFrom)
        {
            HasImpossibleOrders = false;
            return true;
        }

        // Quiet is what ends it.
        _trustedFrom = Math.Max(_trustedFrom, ticks + options.Quarantine.Ticks);
        return false;
    }

    private bool IsImpossible(int product, long ticks, ConductOptions options)
    {
        var isImpossible = !(_orders ??= new()).Take(product, ticks, options);
        HasImpossibleOrders |= isImpossible;
        return isImpossible;
    }

    private bool IsStrange(int product, long ticks, ConductOptions options)
    {
        var isStrange = IsTooMuch(ticks, options) | IsOneProduct(product, options) | IsEven(ticks, options);
        _last = ticks;
        return isStrange;
    }

    // Windows of their own, that begin with an act: what they hold lies within a minute, and within a day.
    private bool IsTooMuch(long ticks, ConductOptions options)
    {
        if (!IsWithin(ticks, _minute, TimeSpan.TicksPerMinute) || _ofMinute == 0)
        {
            (_minute, _ofMinute) = (ticks, 0);
        }

        if (!IsWithin(ticks, _day, TimeSpan.TicksPerDay) || _ofDay == 0)
        {
            (_day, _ofDay, _ofProducts) = (ticks, 0, null);
        }

        _ofMinute++;
        _ofDay++;
        return _ofMinute > options.MaxPerMinute || _ofDay > options.MaxPerDay;
    }

    // Counted from where a product could have been had too often on: hardly anybody comes that far.
    private bool IsOneProduct(int product, ConductOptions options)
    {
        if (_ofDay <= options.MaxOfOneProduct / 2)
        {
            return false;
        }

        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_ofProducts ??= [], product, out _);
        count++;
        return count > options.MaxOfOneProduct && count > _ofDay / 3;
    }

    // Welford's running variance, of the intervals since the last pause.
    private bool IsEven(long ticks, ConductOptions options)
    {
        var interval = ticks - _last;
        if (_last == long.MinValue || interval < ShortestTicks || interval > LongestTicks)
        {
            if (_last == long.MinValue || interval > LongestTicks || interval < 0)
            {
                (_intervals, _meanInterval, _squares) = (0, 0, 0);
            }

            return false;
        }

        _intervals++;
        var difference = interval - _meanInterval;
        _meanInterval += difference / _intervals;
        _squares += difference * (interval - _meanInterval);
        if (_intervals < options.MaxEven)
        {
            return false;
        }

        var isEven = Math.Sqrt(_squares / _intervals) < MaxEvenness * _meanInterval;
        (_intervals, _meanInterval, _squares) = (0, 0, 0);
        return isEven;
    }

    private static bool IsWithin(long ticks, long from, long span) => ticks >= from && ticks - from < span;
}
