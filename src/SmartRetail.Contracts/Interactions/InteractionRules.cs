using System.Collections.Immutable;

namespace SmartRetail.Contracts.Interactions;

/// <summary>The bounds of an interaction, checked at every door with the same messages.</summary>
public static class InteractionRules
{
    /// <summary>The most interactions in one call.</summary>
    public const int MaxBatch = 1_000;

    public const int MaxQuantity = 1_000_000;

    public const decimal MaxPrice = 1_000_000_000m;

    /// <summary>The longest search query, in characters.</summary>
    public const int MaxQueryLength = 256;

    public const int MaxPosition = 10_000;

    /// <summary>How far ahead of ours a caller's clock may run.</summary>
    public static readonly TimeSpan MaxClockAhead = TimeSpan.FromMinutes(10);

    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Returns every bound that the interaction breaks, with the API's field names.</summary>
    public static ImmutableArray<FieldError> Check(Interaction interaction, DateTimeOffset now)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        Add(Identifier.Check("id", interaction.Id.Value));
        Add(Identifier.Check("customer", interaction.Customer.Value));
        Add(CheckSubject(interaction));
        AddWhen(!Enum.IsDefined(interaction.Kind), "kind", "is not a known interaction kind");
        AddWhen(
            interaction.Quantity is < 1 or > MaxQuantity, "quantity", $"must be from 1 to {MaxQuantity}");
        AddWhen(interaction.Price is < 0 or > MaxPrice, "price", $"must be from 0 to {MaxPrice}");
        AddWhen(
            interaction.Rating is { } rating && rating is not (>= 1 and <= 5), "rating", "must be from 1 to 5");
        AddWhen(interaction.Kind == InteractionKind.Rate && interaction.Rating is null, "rating", "is required for Rate");
        AddWhen(
            interaction.Position is < 1 or > MaxPosition, "position", $"must be from 1 to {MaxPosition}");
        AddWhen(interaction.OccurredAt < Earliest, "occurredAt", $"must be {Earliest:yyyy-MM-dd} or later");
        AddWhen(
            interaction.OccurredAt > now + MaxClockAhead,
            "occurredAt",
            $"lies more than {MaxClockAhead.TotalMinutes:0} minutes in the future");
        if (interaction.Session is not null)
        {
            Add(Identifier.Check("session", interaction.Session));
        }

        if (interaction.RecommendationId is { } recommendation)
        {
            Add(Identifier.Check("recommendationId", recommendation.Value));
        }

        return errors.ToImmutable();

        void Add(FieldError? error)
        {
            if (error is not null)
            {
                errors.Add(error);
            }
        }

        void AddWhen(bool broken, string field, string reason)
        {
            if (broken)
            {
                errors.Add(new(field, reason));
            }
        }
    }

    private static FieldError? CheckSubject(Interaction interaction)
    {
        if (interaction.Kind != InteractionKind.Search)
        {
            return Identifier.Check("product", interaction.Product?.Value);
        }

        if (string.IsNullOrWhiteSpace(interaction.Query))
        {
            return new("query", "is required for Search");
        }

        return interaction.Query.Length > MaxQueryLength
            ? new("query", $"has {interaction.Query.Length} characters; at most {MaxQueryLength} are allowed")
            : null;
    }
}
