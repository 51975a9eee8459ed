using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Access;
using SmartRetail.Contracts.Audit;
using SmartRetail.Recommender.Audit;
using SmartRetail.Recommender.Privacy;

namespace SmartRetail.Grains.Audit;

/// <summary>Reads the audit trail for operators. Keeps nothing.</summary>
[GrainType("audit")]
internal sealed class AuditGrain(IAuditTrail trail, IErasures erasures, CallerSeal? seal = null) : Grain, IAuditGrain
{
    public Task<ImmutableArray<AuditEntry>> Read(int count, long? before, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, IAuditGrain.MaxCount);

        return MayRead() ? trail.ReadAsync(before ?? long.MaxValue, count, cancellationToken) : throw Refusal();
    }

    public Task<AuditFinding> Verify(CancellationToken cancellationToken) =>
        MayRead() ? trail.VerifyAsync(cancellationToken) : throw Refusal();

    public async Task NoteCustomer(string act, StoreId store, CustomerId customer, CancellationToken cancellationToken)
    {
        var hash = await erasures.HashAsync(store, customer, cancellationToken);
        var by = seal?.Read() ?? Caller.Platform;
        await trail.AppendAsync(new(by.Name, act, store.Value, hash.Hex), cancellationToken);
    }

    // A note may be made for any store's caller; the trail is of all stores.
    private bool MayRead() => seal is null || seal.Read() is { IsForAllStores: true };

    private static CallRefusedException Refusal() => new("The audit trail is of all stores");
}
