using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Recommender.Rules;

/// <summary>What an expression is asked about.</summary>
/// <param name="Product">Null where only the request is asked about.</param>
public readonly record struct RuleFacts(Product? Product, RuleContext Context);
