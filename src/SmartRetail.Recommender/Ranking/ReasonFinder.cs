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
    private const int MaxCauses = 5;

    // Floats that one call of the model may fill: 64 MiB. A catalog of a million products takes several calls.
    private const int MaxLogits = 1 << 24;

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

    /// <summary>Returns what one product owes most of its score to, strongest first.</summary>
    public ImmutableArray<ScoreCause> FindCauses(ProductId product, RankingInput input, StoreView store)
    {
        var history = pipeline.ToHistory(input);
        var seen = history.Reverse().Select(step => step.Product).Distinct().ToList();
        var tried = seen.Take(pipeline.Options.ExplanationSteps).ToList();
        if (!tried.Contains(product) && seen.Contains(product))
        {
            tried.Add(product);
        }

        if (tried.Count == 0)
        {
            return [];
        }

        IReadOnlyList<IReadOnlyList<ProductStep>> variants =
            [history, .. tried.Select(cause => Without(history, cause))];
        var size = store.Model is { } model ? Math.Max(1, MaxLogits / model.Items) : variants.Count;
        double[] scores =
            [.. variants.Chunk(size).SelectMany(some => ProductScores.Of(some, store).Select(scored => scored[product]))];
        return scores[0] <= 0
            ? []
            :
            [
                .. Losses(tried, scores).Take(MaxCauses).Select(loss =>
                {
                    var step = LastStep(loss.Cause, input);
                    return new ScoreCause(loss.Cause, step.Kind, step.OccurredAt, loss.Contribution);
                }),
            ];
    }

    private static ImmutableArray<Reason> Find(
        ProductId product,
        IReadOnlyList<ProductId> causes,
        IReadOnlyList<ProductScores> scores,
        RankingInput input,
        StoreView store)
    {
        double[] ofProduct = [.. scores.Select(scored => scored[product])];
        if (ofProduct[0] <= 0)
        {
            return Popularity;
        }

        ImmutableArray<Reason> reasons =
        [
            .. Losses(causes, ofProduct).Take(MaxReasons)
                .Select(loss => ToReason(loss.Cause, loss.Contribution, input, store)),
        ];
        return reasons.IsEmpty ? Popularity : reasons;
    }

    /// <param name="scores">With the whole history, then without each cause.</param>
    private static IEnumerable<(ProductId Cause, double Contribution)> Losses(
        IReadOnlyList<ProductId> causes, double[] scores) =>
        causes
            .Select((cause, at) => (Cause: cause, Contribution: (scores[0] - scores[at + 1]) / scores[0]))
            .Where(loss => loss.Contribution >= MinContribution)
            .OrderByDescending(loss => loss.Contribution);

    private static TimedStep LastStep(ProductId cause, RankingInput input) =>
        input.History.Last(step => step.Product == cause && InteractionWeights.IsSequenceStep(step.Kind));

    private static Reason ToReason(ProductId cause, double contribution, RankingInput input, StoreView store)
    {
        var kind = LastStep(cause, input).Kind;
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
