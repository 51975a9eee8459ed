using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Client.Interactions;

/// <summary>One act of a customer. Every kind names a product, except Search, which names a query.</summary>
internal sealed record InteractionBody
{
    [Description(
        "Your idempotency key, unique per customer: sent again, it counts as a duplicate. Made by the "
        + "server when absent; then the interaction must not be sent again.")]
    [StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? Id { get; init; }

    [Description("The customer, signed in or anonymous.")]
    [Required, StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? Customer { get; init; }

    [Description("What the customer did.")]
    [Required]
    public InteractionKind? Kind { get; init; }

    [Description("The product; needed for every kind but Search.")]
    [StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? Product { get; init; }

    [Description("When it happened by your clock, with its offset. Now when absent.")]
    public DateTimeOffset? OccurredAt { get; init; }

    [Description("Units bought, put into the basket or returned. 1 when absent.")]
    [Range(1, InteractionRules.MaxQuantity)]
    public int? Quantity { get; init; }

    [Description("Price of one unit in the store's currency.")]
    [Range(0, 1_000_000_000)]
    public decimal? Price { get; init; }

    [Description("Stars; needed for Rate.")]
    [Range(1d, 5d)]
    public double? Rating { get; init; }

    [Description("The words searched for; needed for Search.")]
    [StringLength(InteractionRules.MaxQueryLength)]
    public string? Query { get; init; }

    [Description("Your session, when you keep one.")]
    [StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? Session { get; init; }

    [Description("The list that the customer followed, when there was one.")]
    [StringLength(Identifier.MaxLength, MinimumLength = 1)]
    public string? RecommendationId { get; init; }

    [Description("The product's position in that list; the first is 1.")]
    [Range(1, InteractionRules.MaxPosition)]
    public int? Position { get; init; }
}

/// <summary>Interactions of any customers. They are recorded all or none if one is not valid.</summary>
internal sealed record InteractionsBody
{
    [Description("From 1 to 1,000 interactions.")]
    [Required, Length(1, InteractionRules.MaxBatch)]
    public IReadOnlyList<InteractionBody?>? Interactions { get; init; }
}

/// <summary>What became of the interactions. All of them are durable now.</summary>
internal sealed record RecordedAnswer(
    [property: Description("How many were new.")]
    int Accepted,
    [property: Description("How many had been recorded before; they changed nothing.")]
    int Duplicates,
    [property: Description(
        "Each customer's profile version that holds them. Recommendations asked for from now on carry this "
        + "version or a later.")]
    ImmutableSortedDictionary<string, long> Profiles,
    [property: Description("How many happened before their customer was erased, and were left out; absent when none did.")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    int? Erased = null);
