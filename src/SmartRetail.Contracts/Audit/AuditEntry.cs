namespace SmartRetail.Contracts.Audit;

/// <summary>One administrative act on the audit trail.</summary>
/// <param name="By">The name of the key, the command or the process.</param>
/// <param name="Act">What was asked for, such as model.activate; what became of it when it failed, such as model.activate.failed.</param>
/// <param name="Store">The store that it concerns; null when it concerns the cluster.</param>
/// <param name="Subject">What it was done to. Never a customer's id: the trail cannot forget.</param>
[GenerateSerializer, Immutable, Alias("AuditEntry")]
public sealed record AuditEntry(
    [property: Id(0)] string By,
    [property: Id(1)] string Act,
    [property: Id(2)] string? Store,
    [property: Id(3)] string Subject)
{
    public const int MaxSubject = 500;

    /// <summary>Its place on the trail, from 1; 0 before it is on it.</summary>
    [Id(4)]
    public long Position { get; init; }

    [Id(5)]
    public DateTimeOffset At { get; init; }

    /// <summary>Of the entry and the hash before it, as 64 hexadecimal digits.</summary>
    [Id(6)]
    public string Hash { get; init; } = "";
}
