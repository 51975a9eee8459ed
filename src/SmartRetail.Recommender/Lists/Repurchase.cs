using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.LiveCounts;

namespace SmartRetail.Recommender.Lists;

/// <summary>
/// When one customer buys one product again. With chance p it happens at all; if so, after an interval whose logarithm is
/// normal with mean m and variance v, so that the hazard rises towards the usual interval and falls long after it: who has
/// stayed away for long has likely stopped. Each of p, m and v is the customer's own, shrunk to the product's, which is
/// shrunk to the store's: (n x + k X) / (n + k) with n own observations, as in the beta-geometric and log-normal models of
/// repeat purchases (Fader and Hardie 2005; Bhagat et al. 2018, "Buy it again: modeling repeat purchase recommendations").
/// </summary>
internal readonly record struct Repurchase(double Chance, double Mean, double Variance)
{
    // Observations that the prior of a product, of a customer, stands for.
    private const double ProductPrior = 10;
    private const double CustomerPrior = 2;

    // What is taken for the store before anybody has bought twice: a month, give or take a factor of e.
    private const double FirstChance = 0.1;
    private const double FirstVariance = 1;
    private static readonly double FirstMean = Math.Log(30);

    public static Repurchase Of(PurchaseRecord own, in IntervalStatistics product, in IntervalStatistics store)
    {
        var prior = Shrink(product, Shrink(store, new(FirstChance, FirstMean, FirstVariance)));
        var n = (double)own.Intervals;
        if (n == 0)
        {
            return prior;
        }

        // The spread is about the customer's own mean, which takes one observation.
        var mean = own.LogSum / n;
        var squares = Math.Max(0, own.LogSquares - (n * mean * mean));
        return new(
            (n + (CustomerPrior * prior.Chance)) / (n + CustomerPrior),
            (own.LogSum + (CustomerPrior * prior.Mean)) / (n + CustomerPrior),
            (squares + (CustomerPrior * prior.Variance)) / (n - 1 + CustomerPrior));
    }

    public TimeSpan Typical => TimeSpan.FromDays(Math.Exp(Mean));

    /// <summary>
    /// Returns the chance of a purchase within a time, given that there was none since the last: 1 - exp(-h w), with w the
    /// time and h the hazard p f / (1 - p F) in its middle.
    /// </summary>
    public double ChanceWithin(TimeSpan window, TimeSpan sinceLast)
    {
        var days = Math.Max(0, sinceLast.TotalDays) + (window.TotalDays / 2);
        var spread = Math.Sqrt(Variance);
        var z = (Math.Log(days) - Mean) / spread;
        var density = Math.Exp(-z * z / 2) / (days * spread * Math.Sqrt(2 * Math.PI));
        var hazard = Chance * density / (1 - (Chance * Normal(z)));
        return 1 - Math.Exp(-hazard * window.TotalDays);
    }

    private static Repurchase Shrink(in IntervalStatistics counted, Repurchase prior)
    {
        var n = (double)counted.Intervals;
        var chance = (n + (ProductPrior * prior.Chance)) / (counted.Occasions + ProductPrior);
        if (n == 0)
        {
            return prior with { Chance = chance };
        }

        var mean = counted.LogSum / n;
        var squares = Math.Max(0, counted.LogSquares - (n * mean * mean));
        return new(
            chance,
            (counted.LogSum + (ProductPrior * prior.Mean)) / (n + ProductPrior),
            (squares + (ProductPrior * prior.Variance)) / (n + ProductPrior));
    }

    // The normal distribution to seven digits (Abramowitz and Stegun 26.2.17).
    private static double Normal(double z)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(z)));
        var tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * t
            * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return z > 0 ? 1 - tail : tail;
    }
}
