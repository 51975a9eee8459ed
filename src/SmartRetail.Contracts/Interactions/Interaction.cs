namespace SmartRetail.Contracts.Interactions;

/// <summary>One recorded act of a customer. Every kind names a product, except Search, which names a query.</summary>
[GenerateSerializer, Immutable, Alias("Interaction")]
public sealed record Interaction
{
    /// <summary>The caller's idempotency key: a second interaction with it counts as a duplicate.</summary>
    [Id(0)]
    public required InteractionId Id { get; init; }

    [Id(1)]
    public required CustomerId Customer { get; init; }

    [Id(2)]
    public required InteractionKind Kind { get; init; }

    /// <summary>The product; null only for a search.</summary>
    [Id(3)]
    public ProductId? Product { get; init; }

    /// <summary>When it happened by the caller's clock; may be late.</summary>
    [Id(4)]
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Units bought, put into the basket or returned.</summary>
    [Id(5)]
    public int Quantity { get; init; } = 1;

    /// <summary>Price of one unit in the store's currency.</summary>
    [Id(6)]
    public decimal? Price { get; init; }

    /// <summary>Stars from 1 to 5; for Rate.</summary>
    [Id(7)]
    public double? Rating { get; init; }

    /// <summary>The words searched for; for Search.</summary>
    [Id(8)]
    public string? Query { get; init; }

    /// <summary>The frontend's session, when it keeps one.</summary>
    [Id(9)]
    public string? Session { get; init; }

    /// <summary>The list the customer followed, when there was one.</summary>
    [Id(10)]
    public RecommendationId? RecommendationId { get; init; }

    /// <summary>The product's position in that list; the first is 1.</summary>
    [Id(11)]
    public int? Position { get; init; }
}
