namespace SmartRetail.LoadTests.Arrivals;

/// <summary>
/// Time that runs at the rate of arrivals: a unit of it is one call. What is spaced in units by a schedule of its own comes at
/// the profile's rate in seconds, whatever shape that has (the time change of a Poisson process). Of one thread.
/// </summary>
internal sealed class ArrivalClock(IRateProfile profile)
{
    // Two minutes of milliseconds: longer than a shopper waits for an answer.
    private const int Kept = 1 << 17;

    private readonly (TimeSpan At, double Units)[] _beats = new (TimeSpan, double)[Kept];
    private long _last;

    /// <summary>Calls that were to start until the time of the last beat.</summary>
    public double Units => _beats[_last % Kept].Units;

    public TimeSpan Now => _beats[_last % Kept].At;

    /// <summary>Goes on to a time from the start of the run.</summary>
    public void Advance(TimeSpan now)
    {
        var (at, units) = _beats[_last % Kept];
        if (now <= at)
        {
            return;
        }

        // By the rate in the middle: exact where it is a straight line.
        var passed = now - at;
        _beats[++_last % Kept] = (now, units + (profile.RateAt(at + (passed / 2)) * passed.TotalSeconds));
    }

    /// <summary>Returns when a number of units had passed: between the beats that are kept; of older ones the oldest.</summary>
    public TimeSpan MomentOf(double units)
    {
        var (low, high) = (Math.Max(0, _last - Kept + 1), _last);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _beats[middle % Kept].Units < units ? (middle + 1, high) : (low, middle);
        }

        if (low == Math.Max(0, _last - Kept + 1) || low > _last)
        {
            return _beats[low % Kept].At;
        }

        var (before, after) = (_beats[(low - 1) % Kept], _beats[low % Kept]);
        return before.At + ((after.At - before.At) * ((units - before.Units) / (after.Units - before.Units)));
    }
}
