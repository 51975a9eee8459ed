namespace SmartRetail.Contracts.Training;

/// <summary>The next thing that a worker is to do. The same order again, under a newer token, is the same work.</summary>
/// <param name="Token">What the worker's writes carry; an older one is refused.</param>
/// <param name="Shards">Whose customers the worker is responsible for.</param>
/// <param name="Round">The round to fit, to rank with or, when finishing, whose parameters were chosen; from 1.</param>
/// <param name="RoundsPerEpoch">Rounds in which the sequences are gone over once.</param>
/// <param name="ContinuesOwn">Whether the parameters before this round are what this worker made of them.</param>
/// <param name="WritesFirst">Whether the worker writes the parameters that the first round begins with.</param>
/// <param name="IsHalf">Whether differences may be rounded to half precision.</param>
/// <param name="Spent">The time that the run's rounds have taken so far.</param>
/// <param name="Joules">The energy that all workers' orders before have taken.</param>
/// <param name="Workers">How many fit in this round, this one among them.</param>
[GenerateSerializer, Immutable, Alias("WorkOrder")]
public sealed record WorkOrder(
    [property: Id(0)] WorkKind Kind,
    [property: Id(1)] long Token,
    [property: Id(2)] ShardSet Shards,
    [property: Id(3)] int Round,
    [property: Id(4)] int RoundsPerEpoch = 1,
    [property: Id(6)] bool ContinuesOwn = false,
    [property: Id(7)] bool WritesFirst = false,
    [property: Id(8)] bool IsHalf = false,
    [property: Id(9)] TimeSpan Spent = default,
    [property: Id(10)] int Workers = 1,
    [property: Id(11)] double Joules = 0)
{
    /// <summary>Whether no other worker fits in this round: then nothing is left out of what it writes.</summary>
    public bool IsAlone => Workers == 1;

    /// <summary>Whether the other order is about the same work, whoever gives it.</summary>
    public bool IsSameWork(WorkOrder? other) =>
        other is not null && this with { Token = 0, Spent = default, Joules = 0 } == other with { Token = 0, Spent = default, Joules = 0 };
}
