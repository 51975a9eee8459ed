using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Recommender.Features;

/// <summary>How much interest one interaction of a kind shows. A view is the unit.</summary>
public static class InteractionWeights
{
    /// <summary>Returns the weight for affinities; negative kinds take interest away, a search tells nothing.</summary>
    public static double Of(Interaction interaction) => interaction.Kind switch
    {
        InteractionKind.View => 1,
        InteractionKind.Wish or InteractionKind.Like => 3,
        InteractionKind.AddToCart => 3,
        InteractionKind.Purchase => 5,
        InteractionKind.RemoveFromCart => -1,
        InteractionKind.Return => -3,
        InteractionKind.Dislike => -5,
        // Three stars are neutral; five count like a wish or like.
        InteractionKind.Rate => ((interaction.Rating ?? 3) - 3) * 1.5,
        _ => 0,
    };

    /// <summary>
    /// Returns what a target of the kind counts in a loss, as a share of what a purchase counts. A rating counts like a
    /// like: what it was is not known where sequences are made.
    /// </summary>
    public static double OfTarget(InteractionKind kind) => kind switch
    {
        InteractionKind.View => 1.0 / 5,
        InteractionKind.Wish or InteractionKind.Like or InteractionKind.AddToCart or InteractionKind.Rate => 3.0 / 5,
        _ => 1,
    };

    /// <summary>
    /// Whether the kind is a step of the sequence that models read, in training and in serving: the customer was drawn
    /// to the product. What they gave back, put away or disliked is no target to learn; a search names no product.
    /// </summary>
    public static bool IsSequenceStep(InteractionKind kind) => kind is
        InteractionKind.View or InteractionKind.AddToCart or InteractionKind.Purchase or
        InteractionKind.Like or InteractionKind.Wish or InteractionKind.Rate;
}
