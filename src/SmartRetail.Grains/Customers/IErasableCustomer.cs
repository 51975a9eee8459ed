using SmartRetail.Contracts.Privacy;

namespace SmartRetail.Grains.Customers;

/// <summary>The customer grain as the grains see it that delete. Same key, same grain.</summary>
[GrainInterfaceType("erasable-customer")]
[Alias("IErasableCustomer")]
internal interface IErasableCustomer : IGrainWithStringKey
{
    /// <summary>
    /// Erases this customer alone, in a turn of its own: whatever was recorded before is gone, and whatever comes after is a new
    /// customer's.
    /// </summary>
    [Alias("Erase"), ResponseTimeout("00:00:10")]
    Task Erase(ErasureId erasure, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes what this customer alone did, and was shown, before a time, in a turn of its own; returns how many interactions.
    /// </summary>
    [Alias("Expire"), ResponseTimeout("00:00:10")]
    Task<long> Expire(DateTimeOffset before, CancellationToken cancellationToken = default);
}
