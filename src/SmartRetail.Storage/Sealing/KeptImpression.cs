using SmartRetail.Contracts;
using SmartRetail.Recommender.Attribution;

namespace SmartRetail.Storage.Sealing;

/// <summary>An impression as its row has it.</summary>
/// <param name="Clear">Without the fields of <paramref name="Fields"/>.</param>
/// <param name="Fields">As the columns have them: nothing of worth where they are sealed.</param>
/// <param name="Sealed">Null where nothing is.</param>
internal readonly record struct KeptImpression(Impression Clear, ListFields Fields, byte[]? Sealed)
{
    public KeyOwner OwnerIn(StoreId store) => new(store.Value, Clear.Customer.Value);

    /// <summary>Returns it with all fields; null when its key is gone.</summary>
    public Impression? Open(StoreId store, IReadOnlyDictionary<KeyOwner, CustomerKey> keys)
    {
        if (Sealed is null)
        {
            return Fields.AddTo(Clear);
        }

        var fields = CustomerSeals.Open(keys, RowPlace.Impression(OwnerIn(store), Clear.RecommendationId.Value), Sealed);
        return fields is null ? null : PersonalFields.ReadList(fields).AddTo(Clear);
    }
}
