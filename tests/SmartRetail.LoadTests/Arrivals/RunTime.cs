namespace SmartRetail.LoadTests.Arrivals;

/// <summary>Time from the start of the run.</summary>
internal sealed class RunTime(TimeProvider clock)
{
    private readonly long _started = clock.GetTimestamp();

    public TimeSpan Elapsed => clock.GetElapsedTime(_started);
}
