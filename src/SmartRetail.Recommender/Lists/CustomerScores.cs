using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Lists;

/// <summary>
/// One customer's scores of all products, the same that recommendations are ranked by: made with one call of the model, then
/// asked as often as pages need it.
/// </summary>
public sealed class CustomerScores
{
    private readonly ProductScores _scores;

    private CustomerScores(ProductScores scores, ModelVersion? model)
    {
        _scores = scores;
        Model = model;
    }

    /// <summary>The model that scored; null when counts or popularity did.</summary>
    public ModelVersion? Model { get; }

    /// <summary>Whether the model did not answer in time: such scores are not worth keeping.</summary>
    public bool LacksNetwork => _scores.LacksNetwork;

    public RecommendationTier Tier => RankingPipeline.TierOf(_scores);

    public static async Task<CustomerScores> OfAsync(
        RankingInput input, StoreView store, RankingPipeline pipeline, CancellationToken cancellationToken = default)
    {
        var scores = await pipeline.FindScoresAsync(input, store, filter: null, 0, cancellationToken);
        return new(scores, scores.HasNetwork ? store.Model!.Version : null);
    }

    /// <summary>
    /// Puts the products that the catalog has in order, best first, and returns those that it has not. What scores the same
    /// keeps the order given, which is the search's own.
    /// </summary>
    /// <param name="filter">What may be shown now.</param>
    /// <param name="dropsUnavailable">Whether what may not be shown is left out, in place of being marked.</param>
    public (ImmutableArray<RankedProduct> Ranked, ImmutableArray<ProductId> Unknown) Rank(
        IEnumerable<ProductId> products, ProductFilter filter, bool dropsUnavailable)
    {
        var unknown = ImmutableArray.CreateBuilder<ProductId>();
        var known = new List<(ProductId Product, double Score, bool IsAvailable)>();
        foreach (var product in products.Distinct())
        {
            switch (filter.Judge(product))
            {
                case { Product: null }:
                    unknown.Add(product);
                    break;
                case { Reason: not null } when dropsUnavailable:
                    break;
                case { Reason: var reason }:
                    known.Add((product, _scores[product], reason is null));
                    break;
            }
        }

        return (
            [
                .. known.OrderByDescending(scored => scored.Score)
                    .Select((scored, at) => new RankedProduct(scored.Product, at + 1, scored.Score, scored.IsAvailable)),
            ],
            unknown.ToImmutable());
    }
}
