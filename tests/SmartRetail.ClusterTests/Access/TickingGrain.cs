namespace SmartRetail.ClusterTests.Access;

/// <summary>Has a timer of its own, which nobody calls.</summary>
[Alias("ticking")]
internal interface ITickingGrain : IGrainWithStringKey
{
    /// <summary>How often the timer has come so far.</summary>
    [Alias("count")]
    Task<int> Count();
}

[GrainType("ticking")]
internal sealed class TickingGrain : Grain, ITickingGrain
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private int _ticks;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(Tick, Interval, Interval);
        return Task.CompletedTask;
    }

    public Task<int> Count() => Task.FromResult(_ticks);

    private Task Tick(CancellationToken cancellationToken)
    {
        _ticks++;
        return Task.CompletedTask;
    }
}
