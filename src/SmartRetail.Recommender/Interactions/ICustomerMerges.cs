using System.Collections.Immutable;
using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Interactions;

/// <summary>
/// Which anonymous customers turned out to be which known ones. A merge is a fact beside the log and copies nothing: whoever
/// folds the known customer reads the interactions of both. Written through the log's group-committed writer.
/// </summary>
public interface ICustomerMerges
{
    /// <summary>
    /// Merges, unless the anonymous customer is merged already, and returns the merge that is in force then: the same one when
    /// called again, one with another customer if that came first, null when the known customer has
    /// <see cref="Contracts.Customers.MergeRules.MaxMerged"/>.
    /// </summary>
    Task<CustomerMerge?> MergeAsync(
        StoreId store, CustomerId anonymous, CustomerId customer, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends the merge unless it is older than <see cref="Contracts.Customers.MergeRules.UndoWithin"/>, and returns what has
    /// become of it: in force still when it is too old, null when there never was one.
    /// </summary>
    Task<CustomerMerge?> UndoAsync(
        StoreId store, CustomerId anonymous, CustomerId customer, CancellationToken cancellationToken = default);

    /// <summary>Returns the merges, in force or ended, that the customer is a part of, on either side.</summary>
    Task<ImmutableArray<CustomerMerge>> ReadAsync(
        StoreId store, CustomerId customer, CancellationToken cancellationToken = default);
}

/// <summary>An anonymous customer and the known one whom its interactions count for.</summary>
/// <param name="Revision">
/// What the known customer's version counts for this merge besides interactions. Grows by one with each change, and by the
/// interactions that stop counting when a merge ends: so the version never goes back, and tells one set of merges from another.
/// </param>
public sealed record CustomerMerge(CustomerId Anonymous, CustomerId Customer, bool IsInForce, long Revision);
