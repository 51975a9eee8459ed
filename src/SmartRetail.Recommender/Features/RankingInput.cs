using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Features.Packing;

namespace SmartRetail.Recommender.Features;

/// <summary>What a ranking reads of a customer.</summary>
/// <param name="Version">The profile version that the answer carries.</param>
/// <param name="History">The newest interactions with a product, oldest first.</param>
/// <param name="Bought">Products bought, with the last time.</param>
/// <param name="Basket">Products put into the basket and neither removed nor bought since.</param>
[GenerateSerializer, Immutable, Alias("RankingInput")]
public sealed record RankingInput(
    [property: Id(0)] long Version,
    [property: Id(1)] ImmutableArray<TimedStep> History,
    [property: Id(2)] IReadOnlyDictionary<ProductId, DateTimeOffset> Bought,
    [property: Id(3)] ImmutableArray<ProductId> Disliked,
    [property: Id(4)] ImmutableArray<ProductId> Basket)
{
    /// <summary>Returns it in the least room. <see cref="Unpack"/> makes the same of it.</summary>
    public Packed Pack() => PackWriter.Pack(this, static (input, writer) => input.Write(writer));

    public static RankingInput Unpack(Packed packed)
    {
        ArgumentNullException.ThrowIfNull(packed);
        var reader = new PackReader(packed);
        var version = reader.ReadSigned();
        var history = new TimedStep[reader.ReadCount()];
        for (var at = 0; at < history.Length; at++)
        {
            history[at] = new(new(reader.ReadText()), (InteractionKind)reader.ReadCount(), reader.ReadTime());
        }

        var count = reader.ReadCount();
        var bought = new Dictionary<ProductId, DateTimeOffset>(count);
        for (; count > 0; count--)
        {
            bought.Add(new(reader.ReadText()), reader.ReadTime());
        }

        return new(
            version,
            ImmutableCollectionsMarshal.AsImmutableArray(history),
            bought,
            ImmutableCollectionsMarshal.AsImmutableArray(PackedSteps.ReadProducts(ref reader)),
            ImmutableCollectionsMarshal.AsImmutableArray(PackedSteps.ReadProducts(ref reader)));
    }

    private void Write(PackWriter writer)
    {
        writer.WriteSigned(Version);
        writer.Write(History.Length);
        foreach (var step in History)
        {
            writer.Write(step.Product.Value);
            writer.Write((int)step.Kind);
            writer.Write(step.OccurredAt);
        }

        writer.Write(Bought.Count);
        foreach (var (product, at) in Bought)
        {
            writer.Write(product.Value);
            writer.Write(at);
        }

        PackedSteps.Write(writer, Disliked);
        PackedSteps.Write(writer, Basket);
    }
}
