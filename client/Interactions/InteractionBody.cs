using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Client.Interactions;

/// <summary>One act of a customer. Every kind names a product, except Search, which names a query.</summary>
internal sealed record InteractionBody
{
    /// <summary>
    /// Your idempotency key, unique per customer: sent again, it counts as a duplicate. Made by the server when absent;
    /// then the interaction must not be sent again.
    /// </summary>
    [StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? Id { get; init; }

    /// <summary>The customer, signed in or anonymous.</summary>
    [Required, StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? Customer { get; init; }

    /// <summary>What the customer did.</summary>
    [Required]
    public InteractionKind? Kind { get; init; }

    /// <summary>The product; needed for every kind but Search.</summary>
    [StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? Product { get; init; }

    /// <summary>When it happened by your clock, with its offset. Now when absent.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Units bought, put into the basket or returned. 1 when absent.</summary>
    [Range(1, InteractionRules.MaxQuantity)]
    public int? Quantity { get; init; }

    /// <summary>Price of one unit in the store's currency.</summary>
    [Range(0, 1_000_000_000)]
    public decimal? Price { get; init; }

    /// <summary>Stars; needed for Rate.</summary>
    [Range(1d, 5d)]
    public double? Rating { get; init; }

    /// <summary>The words searched for; needed for Search.</summary>
    [StringLength(InteractionRules.MaxQueryLength)]
    public string? Query { get; init; }

    /// <summary>Your session, when you keep one.</summary>
    [StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? Session { get; init; }

    /// <summary>The list that the customer followed, when there was one.</summary>
    [StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? RecommendationId { get; init; }

    /// <summary>The product's position in that list; the first is 1.</summary>
    [Range(1, InteractionRules.MaxPosition)]
    public int? Position { get; init; }
}

/// <summary>Interactions of any customers. They are recorded all or none if one is not valid.</summary>
internal sealed record InteractionsBody
{
    /// <summary>From 1 to 1,000 interactions.</summary>
    [Required, Length(1, InteractionRules.MaxBatch)]
    public ImmutableArray<InteractionBody?>? Interactions { get; init; }
}

/// <summary>What became of the interactions. All of them are durable now.</summary>
/// <param name="Accepted">How many were new.</param>
/// <param name="Duplicates">How many had been recorded before; they changed nothing.</param>
/// <param name="Profiles">
/// Each customer's profile version that holds them. Recommendations asked for from now on carry this version or a later.
/// </param>
internal sealed record RecordedAnswer(
    int Accepted, int Duplicates, ImmutableSortedDictionary<string, long> Profiles);
