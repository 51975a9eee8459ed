using System.Collections.Immutable;

namespace SmartRetail.Contracts.Audit;

/// <summary>The audit trail, for who may read it. The grain key is always "cluster".</summary>
[GrainInterfaceType("audit")]
[Alias("IAuditGrain")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>The most entries of one page.</summary>
    public const int MaxCount = 500;

    /// <summary>Returns entries, newest first.</summary>
    /// <param name="before">The position that they are before; null for the newest.</param>
    [Alias("Read"), Idempotent, ResponseTimeout("00:00:05")]
    Task<ImmutableArray<AuditEntry>> Read(
        int count, long? before = null, CancellationToken cancellationToken = default);

    /// <summary>Reads the whole trail and says whether it is as it was written.</summary>
    [Alias("Verify"), Idempotent, ResponseTimeout("00:01:00")]
    Task<AuditFinding> Verify(CancellationToken cancellationToken = default);

    /// <summary>Notes that the caller asked for something of a customer, who is named by a salted hash.</summary>
    [Alias("NoteCustomer"), ResponseTimeout("00:00:05")]
    Task NoteCustomer(string act, StoreId store, CustomerId customer, CancellationToken cancellationToken = default);
}
