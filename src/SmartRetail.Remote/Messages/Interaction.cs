using System.Collections.Immutable;

namespace SmartRetail.Remote;

/// <summary>What a customer can do.</summary>
public enum InteractionKind
{
    View,
    AddToCart,
    RemoveFromCart,
    Purchase,
    Return,
    Rate,
    Like,
    Dislike,
    Wish,
    Search,
}

/// <summary>One act of a customer. Every kind names a product, except Search, which names a query.</summary>
public sealed record Interaction(string Customer, InteractionKind Kind, string? Product = null)
{
    /// <summary>The caller's idempotency key, unique per customer; made when it is sent, if there is none.</summary>
    public string? Id { get; init; }

    /// <summary>When it happened; when it is received, if nothing is said.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    public int? Quantity { get; init; }

    /// <summary>Of one unit, in the store's currency.</summary>
    public decimal? Price { get; init; }

    /// <summary>From 1 to 5; for Rate.</summary>
    public double? Rating { get; init; }

    /// <summary>The words searched for; for Search.</summary>
    public string? Query { get; init; }

    public string? Session { get; init; }

    /// <summary>The list that the customer followed, and the product's position in it.</summary>
    public string? RecommendationId { get; init; }

    public int? Position { get; init; }
}

/// <summary>What became of interactions. All of them are durable.</summary>
/// <param name="Profiles">Each customer's version that holds them; lists asked for from now on carry it or a later one.</param>
/// <param name="Erased">How many happened before their customer was erased, and were left out.</param>
public sealed record Recorded(int Accepted, int Duplicates, ImmutableDictionary<string, long> Profiles, int? Erased = null);
