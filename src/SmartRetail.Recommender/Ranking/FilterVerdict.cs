using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Recommender.Ranking;

/// <summary>What a filter makes of a product.</summary>
/// <param name="Product">Null when the catalog has none of that id.</param>
/// <param name="Reason">Why it may not be shown; null when it may.</param>
/// <param name="Rule">The name of the rule that hides it; null when none does.</param>
public readonly record struct FilterVerdict(Product? Product, FilterReason? Reason, string? Rule = null);
