using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Interactions;

/// <summary>
/// Saved features of customers: never the only copy, so a lost snapshot costs a longer read of the log and nothing
/// else. Written through the log's group-committed writer.
/// </summary>
public interface ICustomerSnapshots
{
    Task<CustomerSnapshot?> LoadAsync(
        StoreId store, CustomerId customer, CancellationToken cancellationToken = default);

    /// <summary>Saves unless a snapshot of a later position is there.</summary>
    Task SaveAsync(
        StoreId store, CustomerId customer, CustomerSnapshot snapshot, CancellationToken cancellationToken = default);
}

/// <param name="Position">The last log position the payload holds.</param>
/// <param name="Format">The payload's format; one that is not known is read from the log instead.</param>
public sealed record CustomerSnapshot(long Position, int Format, ReadOnlyMemory<byte> Payload);
