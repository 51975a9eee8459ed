namespace SmartRetail.Contracts.Interactions;

/// <summary>
/// The answer to recorded interactions. With <see cref="RetryAfter"/> set, nothing was recorded: the log is full or
/// away, and the same call may be made again after that time.
/// </summary>
/// <param name="Accepted">Interactions that are now durable and were not before.</param>
/// <param name="Duplicates">Interactions whose id was recorded before; they changed nothing.</param>
/// <param name="ProfileVersion">The customer's version that holds all of them.</param>
/// <param name="Erased">Interactions from before the customer was erased; they were left out.</param>
[GenerateSerializer, Immutable, Alias("RecordReceipt")]
public sealed record RecordReceipt(
    [property: Id(0)] int Accepted,
    [property: Id(1)] int Duplicates,
    [property: Id(2)] long ProfileVersion,
    [property: Id(3)] TimeSpan? RetryAfter = null,
    [property: Id(4)] int Erased = 0)
{
    public bool IsRecorded => RetryAfter is null;
}
