namespace SmartRetail.ModelTests.Evaluation;

/// <summary>A clock that stands where it is set.</summary>
internal sealed class SetClock : TimeProvider
{
    public double Seconds { get; set; }

    public override long TimestampFrequency => 1_000;

    public override long GetTimestamp() => (long)(Seconds * 1_000);
}
