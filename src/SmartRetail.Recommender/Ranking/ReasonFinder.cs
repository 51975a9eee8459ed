using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Features;

namespace SmartRetail.Recommender.Ranking;

/// <summary>
/// Why a product is shown: leave-one-out through the same scores. The product of the history whose removal lowers the
/// shown product's score most is its reason, with the share of the score that is lost.
/// </summary>
public sealed class ReasonFinder(RankingPipeline pipeline)
{
    /// <summary>A smaller loss is noise and no reason.</summary>
    private const double MinContribution = 0.02;

    private const int MaxReasons = 2;

    private static readonly ImmutableArray<Reason> Popularity = [new(null, null, 1, "Popular right now")];

    /// <summary>Returns the reasons of each product, in the order given.</summary>
    public IReadOnlyList<ImmutableArray<Reason>> Find(
        IReadOnlyList<ProductId> products, RankingInput input, StoreView store)
    {
        var history = pipeline.ToHistory(input);
        var causes = history.Reverse().Select(step => step.Product).Distinct().Take(pipeline.Options.ReasonSteps).ToList();
        if (causes.Count == 0)
        {
            return [.. products.Select(_ => Popularity)];
        }

        var variants = new List<IReadOnlyList<ProductStep>> { history };
        variants.AddRange(causes.Select(cause => Without(history, cause)));
        var scores = ProductScores.Of(variants, store);
        return [.. products.Select(product => Find(product, causes, scores, input, store))];
    }

    private static ImmutableArray<Reason> Find(
        ProductId product,
        IReadOnlyList<ProductId> causes,
        IReadOnlyList<ProductScores> scores,
        RankingInput input,
        StoreView store)
    {
        var whole = scores[0][product];
        if (whole <= 0)
        {
            return Popularity;
        }

        ImmutableArray<Reason> reasons =
        [
            .. causes
                .Select((cause, at) => (Cause: cause, Contribution: (whole - scores[at + 1][product]) / whole))
                .Where(loss => loss.Contribution >= MinContribution)
                .OrderByDescending(loss => loss.Contribution)
                .Take(MaxReasons)
                .Select(loss => ToReason(loss.Cause, loss.Contribution, input, store)),
        ];
        return reasons.IsEmpty ? Popularity : reasons;
    }

    private static Reason ToReason(ProductId cause, double contribution, RankingInput input, StoreView store)
    {
        var kind = input.History.Last(step => step.Product == cause && InteractionWeights.IsSequenceStep(step.Kind)).Kind;
        var title = store.Catalog.Find(cause)?.Title ?? cause.Value;
        var verb = kind switch
        {
            InteractionKind.Purchase => "bought",
            InteractionKind.AddToCart => "put into your basket",
            InteractionKind.Like => "liked",
            InteractionKind.Wish => "wished for",
            InteractionKind.Rate => "rated",
            _ => "viewed",
        };
        return new(cause, kind, contribution, $"Because you {verb} {title}");
    }

    private static List<ProductStep> Without(IReadOnlyList<ProductStep> history, ProductId cause)
    {
        var kept = new List<ProductStep>(history.Count);
        foreach (var step in history)
        {
            // Two products that the removal makes neighbours may be the same one: a sequence has no immediate repeats.
            if (step.Product != cause && (kept.Count == 0 || kept[^1].Product != step.Product))
            {
                kept.Add(step);
            }
        }

        return kept;
    }
}
