using SmartRetail.Contracts;
using SmartRetail.Contracts.Privacy;

namespace SmartRetail.Recommender.Privacy;

/// <summary>
/// Erasures, from the asking to the receipt. Begun ones are found again until they are completed. Of an erased customer a
/// salted hash stays, by which imports are kept from bringing the person back.
/// </summary>
public interface IErasures
{
    /// <summary>Makes it durable that the customer is to be erased; once, however often it is called.</summary>
    Task BeginAsync(StoreId store, ErasureId erasure, CustomerId customer, CancellationToken cancellationToken = default);

    /// <summary>Returns the erasures that were begun and not completed.</summary>
    Task<IReadOnlyList<PendingErasure>> ListPendingAsync(StoreId store, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes one customer's rows from all tables, in one transaction with the mark that it was, and returns the revisions that
    /// known customers' versions have by it, whom the customer was merged into. Once an erasure: carried out again, it leaves
    /// what the customer has done since.
    /// </summary>
    /// <param name="version">The customer's version, or more: its next one will be greater.</param>
    Task<IReadOnlyDictionary<CustomerId, long>> EraseAsync(
        StoreId store,
        ErasureId erasure,
        CustomerId customer,
        long version,
        CancellationToken cancellationToken = default);

    /// <summary>Forgets who was erased, and returns what was.</summary>
    Task<Erasure> CompleteAsync(StoreId store, ErasureId erasure, CancellationToken cancellationToken = default);

    Task<Erasure?> FindAsync(StoreId store, ErasureId erasure, CancellationToken cancellationToken = default);

    /// <summary>Returns the customer's salted hash, by which receipts and marks name it.</summary>
    Task<CustomerHash> HashAsync(StoreId store, CustomerId customer, CancellationToken cancellationToken = default);

    /// <summary>Whether anybody was erased at the time or later: what was counted before cannot be counted again.</summary>
    Task<bool> HasErasedSinceAsync(StoreId store, DateTimeOffset time, CancellationToken cancellationToken = default);

    /// <summary>Returns how many rows of the log are of the customer and happened up to a time.</summary>
    Task<long> CountUntilAsync(
        StoreId store, CustomerId customer, DateTimeOffset until, CancellationToken cancellationToken = default);
}

/// <summary>Somebody who is to be erased.</summary>
public sealed record PendingErasure(ErasureId Id, CustomerId Customer, DateTimeOffset RequestedAt);

/// <summary>What was erased so far; all of it when <paramref name="CompletedAt"/> is set.</summary>
/// <param name="FirstRecordedAt">When the log took the first of the interactions; null without any.</param>
public sealed record Erasure(
    ErasureId Id,
    CustomerHash Customer,
    DateTimeOffset RequestedAt,
    DateTimeOffset? CompletedAt,
    int Customers,
    long Interactions,
    long Impressions,
    long Others,
    DateTimeOffset? FirstRecordedAt);
