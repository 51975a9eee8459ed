using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Recommender.Ranking;

/// <summary>One step of the sequence that models read: a product and what the customer did with it.</summary>
public readonly record struct ProductStep(ProductId Product, InteractionKind Kind);
