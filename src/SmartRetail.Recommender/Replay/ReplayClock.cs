namespace SmartRetail.Recommender.Replay;

/// <summary>The time of what is ranked again.</summary>
internal sealed class ReplayClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
