namespace SmartRetail.LoadTests.Arrivals;

/// <summary>A profile behind a warm-up, in which the rate grows to where the profile begins.</summary>
internal sealed class WarmedRate(IRateProfile profile, TimeSpan warmUp) : IRateProfile
{
    private const double First = 0.1;

    public double RateAt(TimeSpan elapsed) => elapsed >= warmUp
        ? profile.RateAt(elapsed - warmUp)
        : profile.RateAt(TimeSpan.Zero) * (First + ((1 - First) * (elapsed / warmUp)));
}
