namespace SmartRetail.LoadTests.Arrivals;

/// <summary>How many calls a second are to start, over the time of a run.</summary>
internal interface IRateProfile
{
    /// <summary>Calls a second at a time from the start of the run; above 0.</summary>
    double RateAt(TimeSpan elapsed);
}
