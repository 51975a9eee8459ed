using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Rules;

namespace SmartRetail.Recommender.Ranking;

/// <summary>
/// Makes the list that a customer would be shown if a store had other settings, by the code that makes all lists, so that what
/// is seen before saving is what is seen after. Nothing is tried on shoppers in it: a list that is looked at twice is the same.
/// </summary>
public sealed class ListPreviewer(RankingPipeline pipeline)
{
    /// <param name="kept">How many candidates a kept ranking has.</param>
    /// <returns>The list as it is ranked; or the errors of the settings.</returns>
    public ListPreview Preview(
        StoreSettings settings, RecommendationRequest request, RankingInput input, StoreView store, int kept)
    {
        var errors = SettingsCheck.Check(settings);
        if (!errors.IsEmpty)
        {
            return ListPreview.Refused(errors);
        }

        var rules = StoreRules.Draft(settings);
        var view = store with { Items = new(store.Catalog, store.Model, rules) };
        var filter = pipeline.FilterFor(input, view, request) with { Rules = rules };
        var scores = pipeline.ScoresOf(input, view);
        var candidates = RankingPipeline.Rank(scores, input, view, pipeline.CandidateFilter(input, view, filter), kept);
        var (ranked, list) = pipeline.Build(candidates, scores, input, view, filter, request);
        return new(
            [],
            input.Version,
            ranked.Model,
            ranked.Tier,
            [.. list.ToList().Select((scored, at) => Describe(scored, at + 1, list.FindPlace(scored.Product)?.Pin, filter))]);
    }

    private static PreviewedProduct Describe(ScoredProduct scored, int position, PinRule? pin, ProductFilter filter) => new(
        scored.Product,
        position,
        scored.Score,
        pin?.Name,
        filter.Catalog.Find(scored.Product) is { } product
            ? filter.Rules.EffectsOn(product, filter.Context, filter.Now)
            : []);
}
