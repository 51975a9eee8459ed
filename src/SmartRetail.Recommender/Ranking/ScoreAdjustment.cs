using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Recommender.Ranking;

/// <summary>
/// The best products by their scores times what the store's rules make of them. Since no factor is above a known one, a
/// product far enough down by its own score cannot be among the best: it is looked down just as far.
/// </summary>
internal static class ScoreAdjustment
{
    private const int Growth = 4;

    public static IReadOnlyList<ScoredProduct> Top(ProductScores scores, ProductFilter filter, int count)
    {
        var rules = filter.Rules;
        if (!rules.AdjustsScores)
        {
            return scores.Top(count, filter);
        }

        for (var depth = count; ; depth *= Growth)
        {
            var found = scores.Top(depth, filter);
            List<ScoredProduct> adjusted =
            [
                .. found.Select(scored => scored with { Score = scored.Score * FactorOf(scored) })
                    .OrderByDescending(scored => scored.Score)
                    .Take(count),
            ];
            if (found.Count < depth || adjusted[^1].Score >= found[^1].Score * rules.MaxFactor)
            {
                return adjusted;
            }
        }

        // What a change has just taken away is filtered when the answer is given; until then its score is its own.
        double FactorOf(ScoredProduct scored) => filter.Catalog.Find(scored.Product) is { } product
            ? rules.FactorOf(product, filter.Context, filter.Now)
            : 1;
    }
}
