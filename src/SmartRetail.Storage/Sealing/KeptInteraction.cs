using SmartRetail.Contracts;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Storage.Sealing;

/// <summary>An interaction as its row has it.</summary>
/// <param name="Clear">Without the fields that are sealed, if they are.</param>
/// <param name="Sealed">Null where nothing is.</param>
internal readonly record struct KeptInteraction(LoggedInteraction Clear, byte[]? Sealed)
{
    public KeyOwner OwnerIn(StoreId store) => new(store.Value, Clear.Interaction.Customer.Value);

    /// <summary>Returns it with all fields; null when its key is gone.</summary>
    public LoggedInteraction? Open(StoreId store, IReadOnlyDictionary<KeyOwner, CustomerKey> keys)
    {
        if (Sealed is null)
        {
            return Clear;
        }

        var fields = CustomerSeals.Open(keys, RowPlace.Interaction(OwnerIn(store), Clear.Interaction.Id.Value), Sealed);
        return fields is null ? null : Clear with { Interaction = PersonalFields.Read(Clear.Interaction, fields) };
    }
}
