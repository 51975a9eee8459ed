using SmartRetail.Contracts.Privacy;

namespace SmartRetail.Grains.Customers;

/// <summary>The customer grain as the privacy grain sees it. Same key, same grain.</summary>
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
}
