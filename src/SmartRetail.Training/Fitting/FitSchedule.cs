namespace SmartRetail.Training.Fitting;

/// <summary>How far a fit is, by its steps or by its time, whichever is further.</summary>
/// <param name="spent">The time that the fit had taken before this process went on with it.</param>
internal sealed class FitSchedule(TimeSpan? budget, TimeProvider clock, int step = 0, TimeSpan spent = default)
{
    private readonly long _started = clock.GetTimestamp();

    /// <summary>Steps done.</summary>
    public int Step { get; private set; } = step;

    /// <summary>Steps that the fit will have taken, as far as is known; 0 before its first pass.</summary>
    public int Steps { get; private set; }

    public TimeSpan Elapsed => spent + clock.GetElapsedTime(_started);

    /// <summary>From 0; the fit has ended from 1 on.</summary>
    public double Progress
    {
        get
        {
            var byTime = budget is { } time ? Elapsed / time : 0;
            return Steps == 0 ? byTime : Math.Max((double)Step / Steps, byTime);
        }
    }

    /// <summary>Begins one of several passes of about the same number of steps.</summary>
    /// <param name="done">Passes that the fit has behind it, this process or another.</param>
    /// <param name="all">Passes of the whole fit.</param>
    public void Begin(int steps, int done, int all)
    {
        // Whoever joins a fit in its middle learns at the rate of those who were there from its beginning.
        Step = Step == 0 ? steps * done : Step;
        Steps = Step + (steps * (all - done));
    }

    public void Advance() => Step++;
}
