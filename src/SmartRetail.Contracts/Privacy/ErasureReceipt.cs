using System.Collections.Immutable;

namespace SmartRetail.Contracts.Privacy;

/// <summary>What was erased. It names nobody: the customer is a salted hash, which only the id itself can be held against.</summary>
/// <param name="ErasedAt">When the last of it was gone; null while it goes on.</param>
/// <param name="Customers">The customer, and the anonymous ones that were merged into it.</param>
/// <param name="Interactions">Rows of the log.</param>
/// <param name="Impressions">Records of lists that were shown.</param>
/// <param name="Others">Snapshots, merges and consents.</param>
/// <param name="LearnedFrom">
/// Published models that may have been fitted on the interactions. A model that begins to read its data later is free of them.
/// </param>
/// <param name="CustomerHash">HMAC-SHA256 of the id under the store's salt, in hex.</param>
[GenerateSerializer, Immutable, Alias("ErasureReceipt")]
public sealed record ErasureReceipt(
    [property: Id(0)] ErasureId Id,
    [property: Id(1)] DateTimeOffset RequestedAt,
    [property: Id(2)] DateTimeOffset? ErasedAt,
    [property: Id(3)] int Customers,
    [property: Id(4)] long Interactions,
    [property: Id(5)] long Impressions,
    [property: Id(6)] long Others,
    [property: Id(7)] ImmutableArray<ModelVersion> LearnedFrom,
    [property: Id(8)] string CustomerHash);

/// <summary>A receipt held against the data as they are now.</summary>
/// <param name="IsOfCustomer">Whether the receipt is of the customer that was named; null when none was.</param>
/// <param name="Remaining">
/// Rows of that customer that are stored and happened before the erasure: 0, unless something is wrong. Null when none was named.
/// </param>
[GenerateSerializer, Immutable, Alias("ErasureCheck")]
public sealed record ErasureCheck(
    [property: Id(0)] ErasureReceipt Receipt, [property: Id(1)] bool? IsOfCustomer, [property: Id(2)] long? Remaining);
