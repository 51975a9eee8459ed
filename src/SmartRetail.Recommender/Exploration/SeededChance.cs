namespace SmartRetail.Recommender.Exploration;

/// <summary>
/// Chance from a seed: SplitMix64 (Steele, Lea, Flood 2014). Written here, so that what a seed in an old impression stands for
/// does not depend on the runtime.
/// </summary>
internal sealed class SeededChance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Returns a number from 0 to below 1.</summary>
    public double NextUniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Returns a draw from a gamma distribution of a shape of 1 or more: Marsaglia and Tsang (2000).</summary>
    public double NextGamma(double shape)
    {
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = NextNormal();
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - NextUniform()) < (0.5 * x * x) + (d * (1 - v + Math.Log(v))))
            {
                return d * v;
            }
        }
    }

    // Box and Muller (1958). One minus: the logarithm of 0 is none.
    private double NextNormal() =>
        Math.Sqrt(-2 * Math.Log(1 - NextUniform())) * Math.Cos(2 * Math.PI * NextUniform());

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
