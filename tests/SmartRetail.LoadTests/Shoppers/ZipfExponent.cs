namespace SmartRetail.LoadTests.Shoppers;

/// <summary>The exponent of Zipf's law over as many ranks as there are counts, by maximum likelihood.</summary>
internal static class ZipfExponent
{
    private const int Halvings = 60;

    /// <param name="counts">How often each was wanted; in any order.</param>
    public static double Estimate(IReadOnlyList<double> counts)
    {
        var ranked = counts.OrderDescending().ToList();
        var observed = Mean(rank => ranked[rank - 1], ranked.Count);

        // The likelihood's derivative is the mean log rank that is expected less the one observed, and falls with s.
        var (low, high) = (0.0, 10.0);
        for (var halving = 0; halving < Halvings; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = Mean(rank => Math.Pow(rank, -middle), ranked.Count) > observed ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static double Mean(Func<int, double> weight, int ranks)
    {
        var (sum, total) = (0.0, 0.0);
        for (var rank = 1; rank <= ranks; rank++)
        {
            sum += weight(rank) * Math.Log(rank);
            total += weight(rank);
        }

        return sum / total;
    }
}
