using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Splits;

namespace SmartRetail.Recommender.Ranking;

/// <summary>
/// Learns shares from cases that neither the model nor the counts have seen: those under which what came next is most
/// likely, by expectation maximisation (the deleted interpolation of Jelinek and Mercer, 1980). The likelihood has one
/// maximum, so where it begins does not matter. Of some sharpnesses, the one is taken that ranks the cases best.
/// </summary>
public static class ShareFit
{
    private const int MaxCases = 5_000;
    private const int MaxPasses = 500;
    private const double Enough = 1e-6;
    private static readonly double[] Sharpnesses = [1, 0.7, 0.5, 0.35, 0.25];

    /// <summary>Returns the shares, or null where no case tells anything.</summary>
    /// <param name="scorerWith">Makes a scorer that is alike but for its shares.</param>
    public static ScoreShares? Learn(
        Func<ScoreShares, MixtureScorer> scorerWith,
        IReadOnlyList<HeldOutCase> cases,
        RankingEvaluator evaluator,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scorerWith);
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(evaluator);
        var stride = Math.Max(1, (cases.Count + MaxCases - 1) / MaxCases);
        HeldOutCase[] some = [.. cases.Where((_, at) => at % stride == 0)];
        var (best, bestNdcg) = ((ScoreShares?)null, double.NegativeInfinity);
        foreach (var sharpness in Sharpnesses)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = ScoreShares.Default with { Sharpness = sharpness };
            double[][] chances = [.. scorerWith(start).ChancesOf(some).Where(chance => chance.Sum() > 0)];
            if (chances.Length == 0)
            {
                return null;
            }

            var parts = Maximise(chances);
            var shares = new ScoreShares(parts[0], parts[1], parts[2], parts[3], sharpness);
            var report = evaluator.Evaluate(some, scorerWith(shares), maskSeen: false, null, cancellationToken);
            if (report.Metrics["ndcg@10"] > bestNdcg)
            {
                (best, bestNdcg) = (shares, report.Metrics["ndcg@10"]);
            }
        }

        return best;
    }

    /// <param name="chances">What each of K distributions said of each outcome; no outcome that none thought possible.</param>
    /// <returns>K shares that sum to 1.</returns>
    internal static double[] Maximise(IReadOnlyList<double[]> chances)
    {
        var shares = new double[chances[0].Length];
        Array.Fill(shares, 1.0 / shares.Length);
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var next = new double[shares.Length];
            foreach (var chance in chances)
            {
                var sum = 0.0;
                for (var at = 0; at < shares.Length; at++)
                {
                    sum += shares[at] * chance[at];
                }

                for (var at = 0; at < shares.Length; at++)
                {
                    next[at] += shares[at] * chance[at] / sum / chances.Count;
                }
            }

            var moved = shares.Zip(next, (before, after) => Math.Abs(before - after)).Max();
            shares = next;
            if (moved < Enough)
            {
                break;
            }
        }

        return shares;
    }
}
