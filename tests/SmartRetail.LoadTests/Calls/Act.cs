using SmartRetail.Contracts.Interactions;

namespace SmartRetail.LoadTests.Calls;

/// <summary>One interaction of a shopper.</summary>
/// <param name="Number">The customer's interactions are numbered from 1: their ids.</param>
/// <param name="List">The recommendation id of the list that was followed; null for none.</param>
/// <param name="Position">The product's position in it, from 1.</param>
internal readonly record struct Act(int Number, InteractionKind Kind, string? Product, string? Query = null, string? List = null, int Position = 0);
