using System.Collections.Immutable;
using SmartRetail.Contracts.Audit;

namespace SmartRetail.Recommender.Audit;

/// <summary>Administrative acts in the order in which they were asked for: appended, and never changed.</summary>
public interface IAuditTrail
{
    /// <summary>Appends an entry, chained to the one before it by its hash; returns it as it is on the trail.</summary>
    Task<AuditEntry> AppendAsync(AuditEntry entry, CancellationToken cancellationToken = default);

    /// <summary>Returns entries before a position, newest first.</summary>
    Task<ImmutableArray<AuditEntry>> ReadAsync(long before, int count, CancellationToken cancellationToken = default);

    /// <summary>Reads the whole trail, and says where it is not as it was written.</summary>
    Task<AuditFinding> VerifyAsync(CancellationToken cancellationToken = default);
}
