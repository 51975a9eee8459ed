using System.Collections.Immutable;

namespace SmartRetail.Contracts.Attribution;

/// <summary>The bounds of attribution.</summary>
public static class AttributionRules
{
    /// <summary>The longest time that is asked about.</summary>
    public static readonly TimeSpan MaxRange = TimeSpan.FromDays(366);

    /// <summary>No list was shown before.</summary>
    public static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>None will be shown after.</summary>
    public static readonly DateTimeOffset Latest = new(3000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How long after a list was shown something counts as its outcome.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(7);

    /// <summary>
    /// How long an interaction waits to be attributed, so that its list, written behind the answer by another silo, is there.
    /// </summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    /// <summary>Returns the hour that holds a time, as the hours are numbered that figures are summed by.</summary>
    public static long HourOf(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerHour;

    /// <summary>Returns when an hour begins.</summary>
    public static DateTimeOffset BeginOf(long hour) => new(hour * TimeSpan.TicksPerHour, TimeSpan.Zero);

    /// <summary>Returns every bound that the time breaks, with the API's field names.</summary>
    public static ImmutableArray<FieldError> Check(DateTimeOffset from, DateTimeOffset to) => (to - from) switch
    {
        _ when from < Earliest => [new("from", $"must be {Earliest:yyyy-MM-dd} or later")],
        _ when to > Latest => [new("to", $"must be {Latest:yyyy-MM-dd} or earlier")],
        var range when range <= TimeSpan.Zero => [new("from", "must be before to")],
        var range when range > MaxRange => [new("from", $"must be at most {MaxRange.TotalDays:0} days before to")],
        _ => [],
    };
}
