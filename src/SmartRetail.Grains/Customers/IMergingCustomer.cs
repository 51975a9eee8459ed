using SmartRetail.Contracts;

namespace SmartRetail.Grains.Customers;

/// <summary>
/// The known customer as the anonymous ones merged into it see it. Calls go from the anonymous to the known one and never back,
/// so that the two cannot wait for each other.
/// </summary>
[GrainInterfaceType("merging-customer")]
[Alias("IMergingCustomer")]
internal interface IMergingCustomer : IGrainWithStringKey
{
    /// <summary>
    /// Takes in the merge with the anonymous customer in this revision or a later one, and all that the log has of it, tells the
    /// reader, and returns the version that holds it.
    /// </summary>
    [Alias("Follow"), ResponseTimeout("00:00:03")]
    Task<long> Follow(CustomerId anonymous, long revision, CancellationToken cancellationToken = default);
}
