namespace SmartRetail.LoadTests.Arrivals;

/// <summary>The same rate from start to end: a soak when it is long.</summary>
/// <param name="Rate">Calls a second; may be changed while the run goes on, as a search for the capacity does.</param>
internal sealed class SteadyRate(double rate) : IRateProfile
{
    public double Rate { get; set; } = rate;

    public double RateAt(TimeSpan elapsed) => Rate;
}
