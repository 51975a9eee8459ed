using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Privacy;

/// <summary>Rows that imports on this machine have set aside.</summary>
public interface IRejectedRows
{
    /// <summary>Removes those of the customers; returns how many there were.</summary>
    Task<int> EraseAsync(
        StoreId store, IReadOnlyCollection<CustomerId> customers, CancellationToken cancellationToken = default);
}
