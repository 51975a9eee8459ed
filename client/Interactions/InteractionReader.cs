using System.Collections.Immutable;
using System.Text.Json;
using SmartRetail.Client.Problems;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Client.Interactions;

/// <summary>Reads one interaction or a batch, whole or not at all.</summary>
internal static class InteractionReader
{
    private const string BatchField = "interactions";

    /// <exception cref="InvalidRequestException">A field is unknown or breaks a bound; then none is read.</exception>
    public static ImmutableArray<Interaction> Read(ReadOnlyMemory<byte> utf8, DateTimeOffset now)
    {
        if (!IsBatch(utf8.Span))
        {
            return Convert([JsonBody.Parse<InteractionBody>(utf8)], now, static _ => "");
        }

        var bodies = JsonBody.Parse<InteractionsBody>(utf8).Interactions ?? [];
        if (bodies.Count is 0 or > InteractionRules.MaxBatch)
        {
            throw new InvalidRequestException(
                [new(BatchField, $"has {bodies.Count} interactions; from 1 to {InteractionRules.MaxBatch} are allowed")]);
        }

        return Convert(bodies, now, static index => $"{BatchField}[{index}].");
    }

    /// <summary>Whether the outermost object has the batch's field. Broken JSON is left to whoever reads it whole.</summary>
    private static bool IsBatch(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new() { MaxDepth = ApiJson.Reading.MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (reader.ValueTextEquals(BatchField))
                    {
                        return true;
                    }

                    reader.Skip();
                }
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return false;
    }

    private static ImmutableArray<Interaction> Convert(
        IReadOnlyList<InteractionBody?> bodies, DateTimeOffset now, Func<int, string> prefix)
    {
        var interactions = ImmutableArray.CreateBuilder<Interaction>(bodies.Count);
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        for (var i = 0; i < bodies.Count; i++)
        {
            if (bodies[i] is not { } body)
            {
                errors.Add(new(prefix(i).TrimEnd('.'), "must be an object"));
                continue;
            }

            var interaction = Convert(body, now);
            interactions.Add(interaction);
            foreach (var error in Check(body, interaction, now))
            {
                errors.Add(error with { Field = prefix(i) + error.Field });
            }
        }

        return errors.Count == 0
            ? interactions.DrainToImmutable()
            : throw new InvalidRequestException(errors.ToImmutable());
    }

    private static IEnumerable<FieldError> Check(InteractionBody body, Interaction interaction, DateTimeOffset now)
    {
        var errors = InteractionRules.Check(interaction, now);
        return body.Kind is null
            ? errors.Where(error => error.Field != "kind").Append(new("kind", "is required"))
            : errors;
    }

    private static Interaction Convert(InteractionBody body, DateTimeOffset now) => new()
    {
        Id = new(body.Id ?? $"srv-{Guid.CreateVersion7(now):N}"),
        Customer = new(body.Customer ?? ""),
        Kind = body.Kind ?? default,
        Product = body.Product is { } product ? new ProductId(product) : null,
        OccurredAt = body.OccurredAt ?? now,
        Quantity = body.Quantity ?? 1,
        Price = body.Price,
        Rating = body.Rating,
        Query = body.Query,
        Session = body.Session,
        RecommendationId = body.RecommendationId is { } list ? new RecommendationId(list) : null,
        Position = body.Position,
    };
}
