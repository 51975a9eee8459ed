using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Grains.Customers;

/// <summary>How one customer is merged with others.</summary>
/// <param name="Into">The merge that makes this anonymous customer's interactions count for a known one; null without.</param>
/// <param name="Merged">The anonymous customers whose interactions count for this one.</param>
/// <param name="Revisions">Those of every merge into this customer, in force or ended, by the anonymous one.</param>
internal sealed record MergeState(
    CustomerMerge? Into, ImmutableArray<CustomerId> Merged, ImmutableDictionary<CustomerId, long> Revisions)
{
    /// <summary>Grows with every change of what is merged into this customer.</summary>
    public long Revision { get; } = Revisions.Values.Sum();

    public bool HasMerged => !Merged.IsEmpty;

    public static MergeState None { get; } = new(null, [], ImmutableDictionary<CustomerId, long>.Empty);

    public static MergeState Of(CustomerId customer, ImmutableArray<CustomerMerge> merges) => merges.IsEmpty ? None : new(
        merges.SingleOrDefault(merge => merge.Anonymous == customer && merge.IsInForce),
        [.. merges.Where(merge => merge.Customer == customer && merge.IsInForce).Select(merge => merge.Anonymous)],
        merges.Where(merge => merge.Customer == customer)
            .ToImmutableDictionary(merge => merge.Anonymous, merge => merge.Revision));
}
