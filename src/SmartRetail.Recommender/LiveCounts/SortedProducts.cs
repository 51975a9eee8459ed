using System.Collections.Immutable;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Recommender.LiveCounts;

/// <summary>
/// A list made of a store's counts, when it was sorted, and how many changes the counts had seen by then, up to which position.
/// </summary>
/// <param name="Numbers">The number that the counts give each of the products.</param>
internal sealed record SortedProducts(
    ImmutableArray<ScoredProduct> Products, ImmutableArray<int> Numbers, DateTimeOffset SortedAt, long Changes, long Position)
{
    public static SortedProducts None { get; } = new([], [], DateTimeOffset.MinValue, -1, 0);
}
