namespace SmartRetail.LoadTests.Capacities;

/// <summary>
/// Which rate to try next: twice the last one until one is not served, then the middle between the highest that was and the
/// lowest that was not, until they are close. A rate that fails is tried once more before it counts, since one slow second of
/// the machine fails a rate too.
/// </summary>
/// <param name="first">The first rate, in calls a second.</param>
/// <param name="precision">How close, as a share, the two are in the end.</param>
internal sealed class RateSearch(double first, double precision)
{
    private double? _served;
    private double? _failed;
    private double? _doubted;

    /// <summary>The highest rate that was served; null while none was.</summary>
    public double? Served => _served;

    /// <summary>The rate to try; null when the search is over.</summary>
    public double? Next => (_doubted, _served, _failed) switch
    {
        ({ } doubted, _, _) => doubted,
        (_, null, null) => first,
        (_, { } served, null) => served * 2,
        (_, null, { } failed) => failed > first / 64 ? failed / 2 : null,
        (_, { } served, { } failed) => failed - served > served * precision ? (served + failed) / 2 : null,
    };

    /// <summary>Takes what became of <see cref="Next"/>.</summary>
    public void Tried(bool isServed)
    {
        var rate = Next ?? throw new InvalidOperationException("the search is over");
        if (isServed)
        {
            (_served, _doubted) = (rate, null);
        }
        else if (_doubted is null)
        {
            _doubted = rate;
        }
        else
        {
            (_failed, _doubted) = (rate, null);
        }
    }
}
