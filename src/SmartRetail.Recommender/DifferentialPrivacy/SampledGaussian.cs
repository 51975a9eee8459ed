namespace SmartRetail.Recommender.DifferentialPrivacy;

/// <summary>
/// The sampled Gaussian mechanism: each customer takes part with the same probability, independently of all others
/// (Poisson sampling), and normal noise is added to the sum of their contributions. The noise multiplier is the noise's
/// standard deviation over the longest that one contribution can be. Two data sets are neighbors when one has a customer
/// more than the other.
/// </summary>
internal static class SampledGaussian
{
    /// <summary>
    /// The Rényi divergence of one step, in nats, at a whole order above 1 (Mironov, Talwar and Zhang 2019, section 3.3).
    /// </summary>
    /// <param name="noiseMultiplier">0 or more.</param>
    /// <param name="samplingRate">From 0 to 1.</param>
    public static double Divergence(double noiseMultiplier, double samplingRate, int order)
    {
        if (samplingRate == 0)
        {
            return 0;
        }

        if (noiseMultiplier == 0)
        {
            return double.PositiveInfinity;
        }

        if (samplingRate == 1)
        {
            return order / (2 * noiseMultiplier * noiseMultiplier);
        }

        return LogMoment(noiseMultiplier, samplingRate, order) / (order - 1);
    }

    /// <summary>
    /// log Σ_k C(α, k)·(1 - q)^(α - k)·q^k·e^((k² - k) / 2σ²), in which the binomial weights alone add up to 1: what is
    /// above 1 is summed for itself, so that small rates lose no digits. No term of it is negative.
    /// </summary>
    private static double LogMoment(double sigma, double rate, int order)
    {
        var (logIn, logOut) = (Math.Log(rate), LogOnePlus(-rate));
        var logChoices = 0.0;
        var logSum = double.NegativeInfinity;
        for (var k = 1; k <= order; k++)
        {
            logChoices += Math.Log((double)(order - k + 1) / k);
            if (k > 1)
            {
                var exponent = k * (k - 1.0) / (2 * sigma * sigma);
                logSum = LogAdd(logSum, logChoices + (k * logIn) + ((order - k) * logOut) + LogExpMinusOne(exponent));
            }
        }

        return logSum > 40 ? logSum : LogOnePlus(Math.Exp(logSum));
    }

    private static double LogAdd(double x, double y)
    {
        var (high, low) = (Math.Max(x, y), Math.Min(x, y));
        return double.IsNegativeInfinity(low) ? high : high + LogOnePlus(Math.Exp(low - high));
    }

    // e^x - 1 = 2·sinh(x/2)·e^(x/2), which keeps its digits where x is small.
    private static double LogExpMinusOne(double x) =>
        x > 1 ? x + LogOnePlus(-Math.Exp(-x)) : Math.Log(2 * Math.Sinh(x / 2)) + (x / 2);

    // The rounding of 1 + x is the same above and below the line (Kahan).
    private static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }
}
