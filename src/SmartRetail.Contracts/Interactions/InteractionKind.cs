namespace SmartRetail.Contracts.Interactions;

/// <summary>What a customer did. The numbers are stored; never reuse one.</summary>
[GenerateSerializer, Alias("InteractionKind")]
public enum InteractionKind
{
    View = 1,
    AddToCart = 2,
    RemoveFromCart = 3,
    Purchase = 4,
    Return = 5,
    Rate = 6,
    Like = 7,
    Dislike = 8,
    Wish = 9,
    Search = 10,
}
