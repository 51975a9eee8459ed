using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Audit;

namespace SmartRetail.UnitTests.Api;

/// <summary>A trail of three entries, and of what is noted behind them.</summary>
internal sealed class InMemoryAudit : IAuditGrain
{
    private ImmutableList<AuditEntry> _entries =
    [
        .. Enumerable.Range(1, 3).Select(position => new AuditEntry("operator", "key.create", null, $"key {position}")
        {
            Position = position,
        }),
    ];

    public Task<ImmutableArray<AuditEntry>> Read(
        int count, long? before = null, CancellationToken cancellationToken = default) =>
        Task.FromResult<ImmutableArray<AuditEntry>>(
            [.. _entries.Where(entry => entry.Position < (before ?? long.MaxValue)).Reverse().Take(count)]);

    public Task<AuditFinding> Verify(CancellationToken cancellationToken = default) =>
        Task.FromResult(new AuditFinding(_entries.Count, "", null));

    public Task NoteCustomer(string act, StoreId store, CustomerId customer, CancellationToken cancellationToken = default)
    {
        ImmutableInterlocked.Update(
            ref _entries,
            entries => entries.Add(new AuditEntry("?", act, store.Value, "hash") { Position = entries.Count + 1 }));
        return Task.CompletedTask;
    }
}
