using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.Storage.Attribution;

/// <summary>A row of <see cref="AttributionSql.Next"/>, as it lies there.</summary>
/// <param name="Clear">Without the fields that are sealed, if they are.</param>
/// <param name="Act">Whose interaction it is and which, and its sealed fields; null where none are.</param>
/// <param name="List">The same of the list that it names; a customer of null where that list is not known.</param>
internal sealed record KeptOutcome(AttributedInteraction Clear, KeptOutcome.Part Act, KeptOutcome.Part List)
{
    /// <summary>Whose keys it takes to open it.</summary>
    public IEnumerable<KeyOwner> OwnersIn(StoreId store) =>
        from part in new[] { Act, List }
        where part.Sealed is not null
        select part.OwnerIn(store);

    /// <summary>
    /// Returns it with all fields. What cannot be read any more is left empty, and so counts for nothing; but the row is passed
    /// over as all are.
    /// </summary>
    public AttributedInteraction Open(StoreId store, IReadOnlyDictionary<KeyOwner, CustomerKey> keys)
    {
        var opened = Clear;
        if (Act.Sealed is { } act
            && CustomerSeals.Open(keys, RowPlace.Interaction(Act.OwnerIn(store), Act.Id), act) is { } fields)
        {
            var interaction = PersonalFields.Read(
                new Interaction { Id = new(Act.Id), Customer = new(Act.Customer!), Kind = Clear.Kind, OccurredAt = default },
                fields);
            opened = opened with
            {
                Product = interaction.Product,
                Quantity = interaction.Quantity,
                Price = interaction.Price,
            };
        }

        return List.Sealed is { } list && opened.Impression is { } shown
            ? opened with { Impression = Open(shown, CustomerSeals.Open(keys, RowPlace.Impression(List.OwnerIn(store), List.Id), list)) }
            : opened;
    }

    /// <summary>Returns the products of a list as its row has them, of which a sealed one has none.</summary>
    public static IReadOnlyList<string> ReadProducts(string json, byte[]? sealedFields) =>
        sealedFields is null ? ImpressionJson.ReadProducts(json) : [];

    private static ImpressionRow? Open(ImpressionRow shown, byte[]? fields)
    {
        if (fields is null)
        {
            return null;
        }

        var list = PersonalFields.ReadList(fields);
        return shown with
        {
            Products = ImpressionJson.ReadProducts(list.Products),
            Explored = ImpressionJson.ReadExplored(list.Explored),
        };
    }

    internal readonly record struct Part(string? Customer, string Id, byte[]? Sealed)
    {
        public KeyOwner OwnerIn(StoreId store) => new(store.Value, Customer!);
    }
}
