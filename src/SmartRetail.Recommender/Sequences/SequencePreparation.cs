using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Recommender.Sequences;

/// <summary>How interactions become training sequences. The same rules hold for a store's log and for a file.</summary>
public sealed record SequencePreparation
{
    /// <summary>The newest interactions kept of one customer. Default: 200.</summary>
    public int MaxInteractions { get; init; } = 200;

    /// <summary>Products with fewer interactions are left out: too few to learn from. Default: 2.</summary>
    public int MinItemInteractions { get; init; } = 2;

    /// <summary>Customers with fewer interactions are left out: nothing follows anything. Default: 2.</summary>
    public int MinCustomerInteractions { get; init; } = 2;

    /// <summary>
    /// Whether the kind says that the customer was drawn to the product. What they gave back, put away or disliked is no
    /// target to learn, and a search names no product.
    /// </summary>
    public static bool Counts(InteractionKind kind) => kind is InteractionKind.View or InteractionKind.AddToCart
        or InteractionKind.Purchase or InteractionKind.Rate or InteractionKind.Like or InteractionKind.Wish;
}
