namespace SmartRetail.Contracts.Recommendations;

/// <summary>How much an answer knew, best first: what the platform could do when it was asked.</summary>
[GenerateSerializer, Alias("RecommendationTier")]
public enum RecommendationTier
{
    /// <summary>A sequence model ranked for this customer.</summary>
    Personal = 1,

    /// <summary>A sequence model ranked for a customer who is anonymous (<see cref="CustomerId.IsAnonymous"/>).</summary>
    Session = 2,

    /// <summary>Transition and co-purchase counts ranked for this customer; no model was active.</summary>
    Counts = 3,

    /// <summary>The popular products: nothing is known of the customer.</summary>
    Popular = 4,
}
