using System.Collections.Immutable;
using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Features;

/// <summary>What a ranking reads of a customer.</summary>
/// <param name="Version">The profile version that the answer carries.</param>
/// <param name="History">The newest interactions with a product, oldest first.</param>
/// <param name="Bought">Products bought, with the last time.</param>
/// <param name="Basket">Products put into the basket and neither removed nor bought since.</param>
[GenerateSerializer, Immutable, Alias("RankingInput")]
public sealed record RankingInput(
    [property: Id(0)] long Version,
    [property: Id(1)] ImmutableArray<HistoryStep> History,
    [property: Id(2)] ImmutableDictionary<ProductId, DateTimeOffset> Bought,
    [property: Id(3)] ImmutableArray<ProductId> Disliked,
    [property: Id(4)] ImmutableArray<ProductId> Basket);
