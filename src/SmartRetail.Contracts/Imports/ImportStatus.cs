namespace SmartRetail.Contracts.Imports;

/// <summary>What has become of an import so far.</summary>
/// <param name="Bytes">How many bytes the silo has taken; what is sent next begins there.</param>
/// <param name="Rows">Rows read, good and bad.</param>
/// <param name="Accepted">Rows that are durable and, of interactions, were not before.</param>
/// <param name="Duplicates">Interactions that were there before; they changed nothing.</param>
/// <param name="Refused">Rows that broke a bound.</param>
/// <param name="Erased">Interactions from before their customer was erased; they were left out.</param>
/// <param name="Problem">Why it ended before its time, as a sentence; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("ImportStatus")]
public sealed record ImportStatus(
    [property: Id(0)] ImportStart Start,
    [property: Id(1)] ImportState State,
    [property: Id(2)] long Bytes,
    [property: Id(3)] long Rows,
    [property: Id(4)] long Accepted,
    [property: Id(5)] long Duplicates,
    [property: Id(6)] long Refused,
    [property: Id(7)] long Erased,
    [property: Id(8)] string? Problem,
    [property: Id(9)] DateTimeOffset StartedAt,
    [property: Id(10)] DateTimeOffset? EndedAt)
{
    public bool IsFinal => State != ImportState.Running;
}
