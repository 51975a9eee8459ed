using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Features;

namespace SmartRetail.Recommender.Ranking;

/// <summary>
/// Says of one product why a list shows it, or what keeps it out. The list is made for it, by the code that makes all lists
/// and of one scoring, so that the product's score and the list's cannot be of different moments.
/// </summary>
public sealed class ListExplainer(RankingPipeline pipeline)
{
    /// <param name="kept">How many candidates a kept ranking has.</param>
    /// <returns>The explanation without causes; and the ranking, as it may be kept.</returns>
    public (Explanation Explanation, RankedCandidates Ranked) Explain(
        ProductId product,
        RecommendationRequest request,
        CustomerId customer,
        RankingInput input,
        StoreView store,
        int kept)
    {
        // Read first: what is explained then holds at least this version.
        var catalogVersion = store.Catalog.Version;
        var filter = pipeline.FilterFor(input, store, request);
        var scores = pipeline.ScoresOf(input, store);
        var ranked = RankingPipeline.Rank(scores, input, store, pipeline.CandidateFilter(input, store, filter), kept);
        var (_, list) = pipeline.Build(ranked, scores, input, store, filter, request);
        var verdict = filter.Judge(product);
        var place = list.FindPlace(product);
        var explanation = new Explanation
        {
            Product = product,
            Customer = customer,
            ProfileVersion = input.Version,
            ModelVersion = ranked.Model,
            CatalogVersion = catalogVersion,
            Tier = ranked.Tier,
            Outcome = ExplanationOutcome.Shown,
            Position = place?.Position,
            Pin = place?.Pin?.Name,
            LastShownScore = list.LowestScore(),
            Filter = verdict.Reason,
            HiddenBy = verdict.Rule,
        };
        if (verdict.Product is { } found)
        {
            explanation = explanation with
            {
                Score = scores[product] * filter.Rules.FactorOf(found, filter.Context, filter.Now),
                Effects = filter.Rules.EffectsOn(found, filter.Context, filter.Now),
            };
        }

        return (place is null ? Miss(explanation, verdict, list) : explanation, ranked);
    }

    private static Explanation Miss(Explanation explanation, FilterVerdict verdict, ListBuilder list)
    {
        if (verdict is { Reason: not null } or { Product: null })
        {
            return explanation with { Outcome = ExplanationOutcome.Filtered };
        }

        if (explanation.LastShownScore is not { } last)
        {
            return explanation with { Outcome = ExplanationOutcome.PinnedOut };
        }

        return explanation.Score > last
            ? list.FindFullQuota(verdict.Product) is { } quota
                ? explanation with { Outcome = ExplanationOutcome.OverQuota, Filter = quota }
                : explanation with { Outcome = ExplanationOutcome.TooAlike }
            : explanation with { Outcome = ExplanationOutcome.Outranked };
    }
}
