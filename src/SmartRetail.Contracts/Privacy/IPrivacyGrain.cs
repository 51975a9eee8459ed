using SmartRetail.Contracts.Audit;

namespace SmartRetail.Contracts.Privacy;

/// <summary>A store's erasures, one grain for the cluster.</summary>
[GrainInterfaceType("privacy")]
[Alias("IPrivacyGrain")]
[Idempotent]
public interface IPrivacyGrain : IGrainWithStringKey
{
    /// <summary>
    /// Removes what is stored of a customer, and of the anonymous ones merged into it: log, features, caches, records of what was
    /// shown, merges, consent, rejected rows of imports. Once asked for it is carried out, whatever fails in between. What
    /// happened before it and comes later, by import or from a queue, is left out; what happens after it is a new customer's.
    /// </summary>
    /// <param name="erasure">Made by the caller, so that a call whose answer was lost can be made again.</param>
    [Alias("Erase"), ResponseTimeout("00:00:20"), Audited("customer.erase")]
    Task<ErasureReceipt> Erase(ErasureId erasure, CustomerId customer, CancellationToken cancellationToken = default);

    /// <summary>Returns the receipt, and what it says of a customer; null when there is none.</summary>
    [Alias("Find"), ResponseTimeout("00:00:05")]
    Task<ErasureCheck?> Find(ErasureId erasure, CustomerId? customer, CancellationToken cancellationToken = default);
}
