namespace SmartRetail.Recommender.DifferentialPrivacy;

/// <summary>
/// What steps of the sampled Gaussian mechanism cost together, as (ε, δ). Rényi divergences of steps add up at each order
/// (Mironov 2017); the best order is turned into ε as by Canonne, Kamath and Steinke 2020, proposition 12.
/// </summary>
public static class PrivacyAccountant
{
    private const double LeastNoise = 0.01;
    private const double MostNoise = 1e6;

    // Beyond this a bisection changes the noise by less than a float can tell.
    private const double Precision = 1e-7;

    /// <summary>
    /// The orders that are tried: any of them gives a bound, so that a missing one costs tightness alone. Between whole
    /// orders, bounded by convexity (Wang, Balle and Kasiviswanathan 2019), ε was nowhere lower by more than 10⁻⁴.
    /// </summary>
    private static readonly int[] Orders =
        [.. Enumerable.Range(2, 127), 160, 192, 224, 256, 320, 384, 448, 512, 768, 1_024];

    /// <summary>
    /// Returns the ε of as many steps: whatever is done with the outcome, its probability differs by a factor of at most
    /// e^ε between neighbors, but for δ.
    /// </summary>
    /// <param name="noiseMultiplier">The noise's standard deviation over the longest contribution; without noise, ∞.</param>
    /// <param name="samplingRate">The probability that a customer takes part in a step.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its bounds.</exception>
    public static double Epsilon(double noiseMultiplier, double samplingRate, long steps, double delta) =>
        Compose([new(noiseMultiplier, samplingRate, steps)], delta);

    /// <summary>
    /// Returns the ε of several runs of steps on the same customers, each chosen after the ones before were known: their Rényi
    /// divergences add up at each order.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its bounds.</exception>
    public static double Compose(IReadOnlyCollection<SampledSteps> runs, double delta)
    {
        foreach (var run in runs)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(run.NoiseMultiplier);
            Check(run.SamplingRate, run.Steps, delta);
        }

        return Orders.Min(order => ToEpsilon(
            runs.Sum(run => run.Steps * SampledGaussian.Divergence(run.NoiseMultiplier, run.SamplingRate, order)), order, delta));
    }

    /// <summary>Returns the least noise multiplier with which as many steps cost no more than ε.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its bounds, or no noise is enough.</exception>
    public static double NoiseMultiplier(double epsilon, double samplingRate, long steps, double delta)
    {
        if (!(epsilon > 0) || double.IsInfinity(epsilon))
        {
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "must be above 0");
        }

        Check(samplingRate, steps, delta);
        var (low, high) = (LeastNoise, LeastNoise);
        while (Epsilon(high, samplingRate, steps, delta) > epsilon)
        {
            (low, high) = (high, high * 2);
            if (high > MostNoise)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(epsilon), epsilon, $"no noise is enough for it with a δ of {delta:R} and {steps} steps");
            }
        }

        // ε falls with the noise; the upper end has always been found to be enough.
        while (high - low > Precision * high)
        {
            var middle = (low + high) / 2;
            (low, high) = Epsilon(middle, samplingRate, steps, delta) > epsilon ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>The ε that a Rényi divergence at an order stands for.</summary>
    internal static double ToEpsilon(double divergence, int order, double delta)
    {
        // The total variation is at most √(1 - e^-divergence) (Bretagnolle and Huber 1979): within δ, there is no ε.
        if (1 - Math.Exp(-divergence) <= delta * delta)
        {
            return 0;
        }

        var epsilon = divergence + Math.Log((order - 1.0) / order) - ((Math.Log(delta) + Math.Log(order)) / (order - 1));
        return Math.Max(epsilon, 0);
    }

    private static void Check(double samplingRate, long steps, double delta)
    {
        if (samplingRate is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(samplingRate), samplingRate, "must be from 0 to 1");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (delta is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "must be above 0 and below 1");
        }
    }
}
