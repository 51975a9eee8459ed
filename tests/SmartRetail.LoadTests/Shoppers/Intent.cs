using SmartRetail.LoadTests.Calls;

namespace SmartRetail.LoadTests.Shoppers;

/// <summary>What a shopper wants next.</summary>
/// <param name="Count">How long a list is asked for.</param>
/// <param name="Subject">The product that a list is about, or the words that are searched for; null for the others.</param>
/// <param name="Acts">What is recorded; empty for all but <see cref="CallKind.Record"/>.</param>
internal sealed record Intent(CallKind Kind, int Count = 0, string? Subject = null, IReadOnlyList<Act>? Acts = null);
