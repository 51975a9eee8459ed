using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Shadows;

/// <summary>How alike two lists of products are, from 0 to 1; each product is once in a list.</summary>
public static class ListAgreement
{
    /// <summary>How likely a reader goes on to the next place: nine of ten, so that the first ten have 65 % of the weight.</summary>
    public const double Persistence = 0.9;

    /// <summary>Returns the share of the longer list that both have.</summary>
    public static double Overlap(IReadOnlyList<ProductId> left, IReadOnlyList<ProductId> right) =>
        Math.Max(left.Count, right.Count) is var most and > 0 ? (double)left.Intersect(right).Count() / most : 1;

    /// <summary>
    /// Returns the rank-biased overlap: the agreement at each depth, weighted by how many read so far, with that of the last
    /// depth for all beyond it.
    /// </summary>
    /// <remarks>
    /// Webber, Moffat and Zobel (2010), A similarity measure for indefinite rankings, equation 23: A_k·p^k + (1 − p)/p · Σ A_d·p^d.
    /// </remarks>
    public static double RankBiasedOverlap(IReadOnlyList<ProductId> left, IReadOnlyList<ProductId> right)
    {
        var (inLeft, inRight) = (new HashSet<ProductId>(), new HashSet<ProductId>());
        var (common, agreement, weight, sum) = (0, 1.0, 1.0, 0.0);
        for (var depth = 1; depth <= Math.Max(left.Count, right.Count); depth++)
        {
            common += Add(left, inLeft, inRight) + Add(right, inRight, inLeft);
            agreement = (double)common / depth;
            sum += agreement * weight * (1 - Persistence);
            weight *= Persistence;

            int Add(IReadOnlyList<ProductId> from, HashSet<ProductId> own, HashSet<ProductId> other) =>
                depth <= from.Count && own.Add(from[depth - 1]) && other.Contains(from[depth - 1]) ? 1 : 0;
        }

        return (agreement * weight) + sum;
    }
}
