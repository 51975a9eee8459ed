using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Storage.Import;

/// <summary>Interactions from rows with the field names of the HTTP API.</summary>
internal sealed class InteractionParser(TimeProvider clock)
{
    private const int Id = 0;
    private const int Customer = 1;
    private const int Kind = 2;
    private const int Product = 3;
    private const int OccurredAt = 4;
    private const int Quantity = 5;
    private const int Price = 6;
    private const int Rating = 7;
    private const int Query = 8;
    private const int Session = 9;
    private const int RecommendationId = 10;
    private const int Position = 11;

    private readonly FieldParser _fields = new(Names);
    private readonly RowIds _ids = new();

    public static FieldNames Names { get; } = new(
        [
            "id", "customer", "kind", "product", "occurredAt", "quantity", "price", "rating", "query", "session",
            "recommendationId", "position",
        ],
        required: ["customer", "kind", "occurredAt"]);

    /// <summary>Returns the interaction, or null and what is wrong with the row.</summary>
    public Interaction? Parse(ImportRow row, out ImmutableArray<FieldError> errors)
    {
        var fields = _fields;
        fields.Begin(row);
        var interaction = new Interaction
        {
            Id = new(fields.Text(Id) ?? ""),
            Customer = new(fields.Text(Customer) ?? ""),
            Kind = fields.Require(Kind, fields.Name<InteractionKind>(Kind)),
            Product = fields.Text(Product) is { Length: > 0 } product ? new ProductId(product) : null,
            OccurredAt = fields.Require(OccurredAt, fields.Time(OccurredAt)),
            Quantity = fields.Integer(Quantity) ?? 1,
            Price = fields.Decimal(Price),
            Rating = fields.Double(Rating),
            Query = fields.Text(Query),
            Session = fields.Text(Session),
            RecommendationId = fields.Text(RecommendationId) is { Length: > 0 } list ? new RecommendationId(list) : null,
            Position = fields.Integer(Position),
        };
        if (fields.HasErrors)
        {
            errors = fields.Errors;
            return null;
        }

        if (interaction.Id.Value.Length == 0)
        {
            interaction = interaction with { Id = _ids.Next(interaction) };
        }

        errors = InteractionRules.Check(interaction, clock.GetUtcNow());
        return errors.IsEmpty ? interaction : null;
    }
}
